import { letterTwins } from '../core/letter-twins.ts';
import { plainText } from './plain-text.ts';

/** Look-alikes beyond those that the generators write: rare letters, and some that are alike in one case only. */
const more = [
  ['h', '\u04bb'],
  ['d', '\u0501'],
  ['q', '\u051b'],
  ['w', '\u051d'],
  ['l', '\u04cf'],
  ['J', '\u0408'],
  ['Y', '\u0423'],
  ['a', '\u03b1'],
  ['u', '\u03c5'],
  ['p', '\u03c1'],
] as const;
const latinOf = new Map(
  [...letterTwins, ...more].flatMap(([latin, twins]) => [...twins].map((twin) => [twin, latin] as const)),
);
/** Those that look Latin in both cases: a word of nothing else reads as Latin. */
const alikeInBothCases = /^[асеіјорѕхуο]+$/iu;
// Marks of no script of their own (accents, not the vowel signs of Indic scripts); kana voicing marks are letters' parts.
const looseMarks = /(?![\u3099\u309a])[\p{Script=Inherited}\p{Default_Ignorable_Code_Point}]/gu;
const foreignWord = /[\p{L}\p{N}]*[\u0370-\u052f][\p{L}\p{N}]*/gu;

/**
 * A text as the guard of held-out texts compares it: {@link plainText} that disguises slip past less easily. Accents and
 * other combining marks are off, underscores part words, and Cyrillic and Greek letters that look like Latin ones are
 * those, in words that have Latin letters too or nothing but such look-alikes. Nothing to show to people.
 */
export function guardText(text: string): string {
  const latin = /[^\0-\x7f]/.test(text)
    ? text.normalize('NFKD').replace(looseMarks, '').normalize('NFC').replace(foreignWord, asLatin)
    : text;
  return plainText(latin.replaceAll('_', ' '));
}

function asLatin(word: string): string {
  if (!/\p{Script=Latin}/u.test(word) && !alikeInBothCases.test(word)) return word;
  return Array.from(word, (letter) => latinOf.get(letter) ?? letter).join('');
}
