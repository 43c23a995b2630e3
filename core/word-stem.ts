/** English forms that no ending tells: what they are forms of. */
const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    begin: 'began begun',
    break: 'broke broken',
    bring: 'brought',
    build: 'built',
    buy: 'bought',
    child: 'children',
    choose: 'chose chosen',
    come: 'came',
    cost: 'costs',
    deal: 'dealt',
    draw: 'drew drawn',
    drive: 'drove driven',
    eat: 'ate eaten',
    fall: 'fell fallen',
    feel: 'felt',
    find: 'found',
    foot: 'feet',
    forget: 'forgot forgotten',
    get: 'got gotten',
    give: 'gave given',
    go: 'went gone goes',
    grow: 'grew grown',
    half: 'halves',
    hear: 'heard',
    hold: 'held',
    keep: 'kept',
    know: 'knew known',
    leave: 'left leaves',
    lend: 'lent',
    life: 'lives',
    lose: 'lost',
    make: 'made',
    man: 'men',
    mean: 'meant',
    meet: 'met',
    pay: 'paid',
    person: 'people persons',
    rise: 'rose risen',
    run: 'ran',
    say: 'said says',
    see: 'saw seen',
    sell: 'sold',
    send: 'sent',
    show: 'shown',
    speak: 'spoke spoken',
    spend: 'spent',
    stand: 'stood',
    steal: 'stole stolen',
    take: 'took taken',
    teach: 'taught',
    tell: 'told',
    think: 'thought',
    tooth: 'teeth',
    understand: 'understood',
    wear: 'wore worn',
    win: 'won',
    woman: 'women',
    write: 'wrote written',
  }).flatMap(([base, forms]) => forms.split(' ').map((form) => [form, base])),
);

/**
 * What the forms of an English word have in common: `parcels`, `parcel’s` and `parcel`, `shipped` and `ships`, `sent` and
 * `send`. The result is for comparing, not for reading: now and then two words have one (`plan` and `plane`). Words of
 * other languages lose the same endings.
 */
export function wordStem(word: string): string {
  const bare = word.replace(/['’]s$/, '');
  const base = irregular.get(bare) ?? bare;
  const short = base.replace(/(?:ies|ied)$/, 'y').replace(/^(.{3,}?)(?:ing|ed|es|s|ly|e)$/, '$1');
  // A consonant that only an ending doubled: shipp(ed), but not bill(ed).
  return short.length > 3 && short !== base ? short.replace(/([bdgmnprt])\1$/, '$1') : short;
}
