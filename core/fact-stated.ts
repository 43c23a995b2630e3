import { statedNumbers } from './stated-numbers.ts';
import { wordStem } from './word-stem.ts';

/** Words that carry no fact by themselves. A fact of nothing else is compared by all its words. */
const functionWords = new Set(
  'a an the of to in on at by for with from as and or that this these those it its is are was were be been being has have had do does did will would can could may might shall should there their his her our your my they he she we you i'.split(
    ' ',
  ),
);
const negation = /^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\p{L}+n['’]t)$/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu;
const sentenceEnd = /(?<=[.!?])\s+|(?<=[。！？])|\n+/u;
/** So much of the words of a fact must stand together for it to be stated. */
const leastShare = 0.8;

/**
 * Whether a text states a fact, by its words: one sentence, or two in a row, holds every number of the fact, at least
 * 80 % of its other words, and denies what the fact denies and nothing else. Forms of one word are the same (`parcels`,
 * `sent`: {@link wordStem}), and so are ways of writing a number (`5`, `5.0`, `five`; `€` and euros; `1st` and first).
 * It knows no synonyms: what is said in quite other words counts as not stated. Forms, number words and denials are known
 * in English alone.
 */
export function statesFact(text: string, fact: string): boolean {
  const wanted = contentOf(wordsOf(plain(fact)));
  const said = plain(text)
    .split(sentenceEnd)
    .map((sentence) => contentOf(wordsOf(sentence)));
  return said.some((one, index) => {
    const next = said[index + 1];
    return states(one, wanted) || (next !== undefined && states(joined(one, next), wanted));
  });
}

function wordsOf(text: string): readonly string[] {
  return (text.match(word) ?? []).flatMap((found) => (unspaced.test(found) ? piecesOf(found) : found));
}

/** The characters of a script without spaces, one by one and two at a time. */
function piecesOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.flatMap((character, index) =>
    index === 0 ? character : [character, `${characters[index - 1]}${character}`],
  );
}

/** One way of writing: lower case, and numbers without thousands separators. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d)[,'’](?=\d{3}(?!\d))/g, '')
    .replace(/\b(\d+)(?:st|nd|rd|th)\b/g, (_, number: string) => ordinals[Number(number) - 1] ?? number)
    .replace(/[%€$£]/g, (sign) => ` ${signs[sign] ?? sign} `);
}

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);
const signs: Readonly<Record<string, string>> = { '%': 'percent', '€': 'euro', $: 'dollar', '£': 'pound' };

interface Content {
  /** Of all words. */
  readonly stems: ReadonlySet<string>;
  /** Of those that carry a fact. */
  readonly meant: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly isDenied: boolean;
}

function contentOf(all: readonly string[]): Content {
  const { numbers, rest } = statedNumbers(all);
  const meant = rest.filter((word) => !functionWords.has(word) && !negation.test(word));
  return {
    stems: new Set(rest.map(wordStem)),
    meant: new Set((meant.length === 0 ? rest : meant).map(wordStem)),
    numbers: new Set(numbers),
    isDenied: all.some((word) => negation.test(word)),
  };
}

function states(said: Content, wanted: Content): boolean {
  if (said.isDenied !== wanted.isDenied) return false;
  if ([...wanted.numbers].some((number) => !said.numbers.has(number))) return false;
  const found = [...wanted.meant].filter((word) => said.stems.has(word)).length;
  return found >= leastShare * wanted.meant.size;
}

function joined(one: Content, next: Content): Content {
  return {
    stems: new Set([...one.stems, ...next.stems]),
    meant: new Set([...one.meant, ...next.meant]),
    numbers: new Set([...one.numbers, ...next.numbers]),
    isDenied: one.isDenied || next.isDenied,
  };
}
