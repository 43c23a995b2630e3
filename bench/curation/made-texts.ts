import { createRandom, type Random } from '../../core/random.ts';

const letters = 'etaoinshrdlcumwfgypbvk';

/** Texts of 100 to 200 characters out of a made-up vocabulary, in which a few words are frequent and most are rare. */
export interface TextMaker {
  text(): string;
  /** The text with some of its words changed. */
  changed(text: string, words: number): string;
}

/** Words are drawn by Zipf's law. The same seed, the same texts. */
export function textMaker(seed: number, vocabulary = 30_000): TextMaker {
  const random = createRandom(seed);
  const words = Array.from({ length: vocabulary }, () => word(random));
  const weights = new Float64Array(vocabulary);
  let sum = 0;
  for (let rank = 0; rank < vocabulary; rank++) weights[rank] = sum += 1 / (rank + 1);
  const drawn = () => {
    const wanted = random.next() * sum;
    let [low, high] = [0, vocabulary - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((weights[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return words[low] ?? '';
  };
  return {
    text() {
      const length = random.integer(100, 200);
      let text = drawn();
      while (text.length < length) text += ` ${drawn()}`;
      return text.slice(0, length).trimEnd();
    },
    changed(text, count) {
      const own = text.split(' ');
      for (let n = 0; n < count; n++) own[random.integer(0, own.length - 1)] = drawn();
      return own.join(' ');
    },
  };
}

function word(random: Random): string {
  const length = random.integer(2, 10);
  return Array.from({ length }, () => letters[Math.floor(random.next() ** 1.5 * letters.length)]).join('');
}
