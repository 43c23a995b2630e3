import { noOptions } from '../../core/parts.ts';
import { numberWords } from './number-words.ts';
import { openMatches } from './open-matches.ts';
import { defineOperator, type Edit, type Operator } from './operator.ts';
import { replaceSome } from './replace-matches.ts';
import { romanNumeral } from './roman-numeral.ts';

const grouped = '\\d{1,3}(?:,\\d{3})+';
// A number that is no part of a longer one, a code, a time, a fraction, a range or a telephone number.
const apart = {
  before: '(?<![\\p{L}\\p{N}_.,:/#+\\-–@])(?<!\\d[ \\u00a0])',
  after: '(?![\\p{L}\\p{M}\\p{N}_@]|[.,:/\\-–]\\d|[ \\u00a0]\\d)',
};
const count = new RegExp(
  `${apart.before}(?<![$€£¥])(?:${grouped}|\\d{1,6})${apart.after}(?!\\s?[%$€£¥])`,
  'gu',
);
const large = new RegExp(`${apart.before}(${grouped}|\\d{5,9})(\\.\\d+)?${apart.after}`, 'gu');
const decimal = new RegExp(
  `${apart.before}(${grouped}|\\d+)\\.(\\d{1,2})${apart.after}(?!\\s?[ap]\\.?m)`,
  'giu',
);

const namesBefore =
  /\b(?:account|case|claim|code|customer|flight|id|invoice|item|model|no|number|order|part|pin|policy|po|postcode|ref|reference|release|room|serial|ticket|version|zip)(?: (?:no|number|id|code))?\.?[ :#]*$/i;

/** Numbers that count or measure something: not those that name a thing (`order 4711`) or open a list item (`2.`). */
function numbers(text: string, pattern: RegExp, edit: Edit): readonly RegExpExecArray[] {
  return openMatches(text, pattern, edit).filter((match) => {
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 1);
    const opensItem = /(?:^|\n)[ \t>]*$/.test(before) && /[.)]/.test(after);
    return !namesBefore.test(before) && !opensItem;
  });
}

/** The whole number that the digits say; null for codes with leading zeros. */
function wholeNumber(digits: string): number | null {
  return /^0\d/.test(digits) ? null : Number(digits.replaceAll(',', ''));
}

const digitsToWords = defineOperator({
  name: 'digits-to-words',
  group: 'numerals',
  description: 'Whole numbers up to 999,999 are written in words.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ edits: ['number'], words: (words, edits) => ({ min: words, max: words + 9 * edits }) }),
  apply: (text, edit) =>
    replaceSome(text, numbers(text, count, edit), edit, ([digits]) => {
      const value = wholeNumber(digits);
      return value === null || value > 999_999 ? null : numberWords(value);
    }),
});

const roman = defineOperator({
  name: 'roman',
  group: 'numerals',
  description: 'Whole numbers become Roman numerals of two or more letters; a single letter could be a word.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ edits: ['number'] }),
  apply: (text, edit) =>
    replaceSome(text, numbers(text, count, edit), edit, ([digits]) => {
      const value = wholeNumber(digits);
      if (value === null || value < 1 || value > 3999) return null;
      const numeral = romanNumeral(value);
      return numeral.length > 1 ? numeral : null;
    }),
});

const thousandsSeparator = defineOperator({
  name: 'thousands-separator',
  group: 'numerals',
  description: 'Commas between thousands are left out, or put into numbers of five or more digits.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ edits: ['number'] }),
  apply: (text, edit) =>
    replaceSome(text, numbers(text, large, edit), edit, ([, whole = '', rest = '']) => {
      if (whole.includes(',')) return whole.replaceAll(',', '') + rest;
      return whole.startsWith('0') ? null : whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + rest;
    }),
});

const decimalComma = defineOperator({
  name: 'decimal-comma',
  group: 'numerals',
  description:
    'Decimals are written with a comma (3,5), thousands with a point; three decimals could be thousands.',
  effect: 'invariant',
  options: noOptions,
  claims: () => ({ edits: ['number'] }),
  apply: (text, edit) =>
    replaceSome(
      text,
      numbers(text, decimal, edit),
      edit,
      ([, whole = '', decimals = '']) => `${whole.replaceAll(',', '.')},${decimals}`,
    ),
});

/** The same number in other signs. */
export const numerals: readonly Operator[] = [digitsToWords, thousandsSeparator, decimalComma, roman];
