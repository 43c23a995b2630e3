import { ibanCheck, ibanStructures, isIban } from '../../core/iban.ts';
import { alone } from './alone.ts';
import { compact, inFormOf } from './compact.ts';
import type { Detector } from './detector.ts';
import { drawnDigits } from './drawn.ts';

/** So many characters at the head of the account name the bank; no bank has the name of zeros or of the letter X. */
const bankLength = 4;

/** International bank account numbers of every country of the registry, in one run or in groups. */
export const iban: Detector = {
  type: 'iban',
  pattern: alone('[A-Za-z]{2}\\d{2}(?:[ -]?[A-Za-z\\d]{4}){2,7}(?:[ -]?[A-Za-z\\d]{1,3})?'),
  context: [
    'iban',
    'account',
    'konto*',
    'kontonummer',
    'compte',
    'cuenta',
    'conto',
    'rekening',
    'konta',
    'bank*',
  ],
  weigh(text) {
    const value = compact(text);
    return isIban(value) && !/^[0X]{4}$/.test(value.slice(4, 4 + bankLength)) ? 1 : null;
  },
  canonical: compact,
  /** Country and form stay and the check digits are right; the bank is one that cannot be. */
  surrogate(text, random) {
    const country = compact(text).slice(0, 2);
    const places = (ibanStructures[country] ?? '').replace(
      /(\d+)([nac])/g,
      (_, count: string, kind: string) => kind.repeat(Number(count)),
    );
    const bank = places.slice(0, bankLength).replaceAll('n', '0').replaceAll(/[ac]/g, 'X');
    const account = [...places.slice(bankLength)].map((kind) =>
      kind === 'a' ? 'X' : drawnDigits(1, random),
    );
    const made = `${bank}${account.join('')}`;
    return inFormOf(text, `${country}${ibanCheck(country, made)}${made}`);
  },
};
