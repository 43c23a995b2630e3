import { isLuhn, luhnDigit } from '../../core/luhn.ts';
import { alone } from './alone.ts';
import { compact, inFormOf } from './compact.ts';
import { type Detector, thingWords } from './detector.ts';
import { drawnDigits } from './drawn.ts';

/** What the numbers of an issuer begin with, and how long they are (ISO/IEC 7812, as the issuers publish it). */
const issuers = [
  { name: 'visa', begins: /^4/, lengths: [13, 16, 19], test: '400000' },
  {
    name: 'mastercard',
    begins: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    test: '555555',
  },
  { name: 'amex', begins: /^3[47]/, lengths: [15], test: '378282' },
  { name: 'discover', begins: /^(?:6011|64[4-9]|65)/, lengths: [16, 17, 18, 19], test: '601111' },
  { name: 'diners', begins: /^(?:30[0-5]|3095|36|3[89])/, lengths: [14, 15, 16, 17, 18, 19], test: '305693' },
  { name: 'jcb', begins: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19], test: '353011' },
  { name: 'jcb of 15 digits', begins: /^(?:2131|1800)/, lengths: [15], test: '353011' },
  { name: 'unionpay', begins: /^62/, lengths: [16, 17, 18, 19], test: '620000' },
  {
    name: 'maestro',
    begins: /^(?:5018|5020|5038|5[68]|6304|6390|67)/,
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
    test: '675964',
  },
] as const;

/** First digits of the numbers that payment services publish for tests: no account lies behind them. */
const testNumbers = new Set([
  ...issuers.map(({ test }) => test),
  ...[
    '401288',
    '411111',
    '422222',
    '424242',
    '510510',
    '222300',
    '371449',
    '378734',
    '601100',
    '385200',
    '356600',
  ],
]);

/**
 * Numbers of payment cards by issuer, length and Luhn digit. One of ten numbers passes the digit by chance, so lengths that
 * other numbers have as well count only beside a word that says card.
 */
export const card: Detector = {
  type: 'card',
  pattern: alone('\\d(?:[ -]?\\d){11,18}'),
  context: [
    'card*',
    'cc',
    'credit',
    'debit',
    'visa',
    'mastercard',
    'amex',
    'maestro',
    'kreditkart*',
    'karte*',
    'carte',
    'tarjeta',
    'carta',
    'cartão',
    'kaart*',
    'pan',
  ],
  against: thingWords,
  weigh(text) {
    const digits = compact(text);
    if (testNumbers.has(digits.slice(0, 6)) || /^(\d)\1*$/.test(digits) || !isLuhn(digits)) return null;
    if (issuerOf(digits) === undefined) return 0.15;
    // 12 to 14 digits are those of articles and of times of day as well, 17 to 19 those of records of databases.
    return digits.length === 16 || digits.length === 15 ? 0.6 : 0.3;
  },
  canonical: compact,
  /** Issuer and length stay and the Luhn digit is right; the first six digits are those of numbers for tests. */
  surrogate(text, random) {
    const digits = compact(text);
    const head = issuerOf(digits)?.test ?? '400000';
    const body = `${head}${drawnDigits(digits.length - head.length - 1, random)}`;
    return inFormOf(text, `${body}${luhnDigit(body)}`);
  },
};

function issuerOf(digits: string): (typeof issuers)[number] | undefined {
  return issuers.find(
    ({ begins, lengths }) => begins.test(digits) && lengths.some((length) => length === digits.length),
  );
}
