/** Words that anybody could say, no two of them alike, to make replies differ. */
export const usualWords: readonly string[] =
  `apple anchor arrow autumn basket beach bicycle blanket bottle bridge brother butter button cabin camera candle carpet
castle ceiling chair cherry chimney circle clock cloud coffee corner cotton cousin curtain dinner doctor donkey drawer
eagle engine evening factory farmer feather fence finger forest fountain garden glove grape guitar hammer harbour helmet
hotel island jacket journey kettle kitchen ladder lantern lawyer lemon letter library machine market meadow mirror
monkey morning mountain museum needle neighbour notebook ocean office onion orange oven painter paper parrot pencil
pepper piano picture pillow pilot planet pocket potato pumpkin rabbit railway river rocket roof saddle salad sailor
scarf school scissors shadow shelf shoulder silver sister soldier spider spoon station stomach storm street sugar
summer table teacher theatre thunder tiger tomato tower tractor train umbrella uncle valley village violin waiter
wallet water weather whistle window winter wolf yellow`.split(/\s+/);
