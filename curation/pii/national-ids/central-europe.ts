import type { Detector } from '../detector.ts';
import { isDay, isDayAt, mod1110, remainder, weightedSum } from './check-digits.ts';
import { nationalId } from './national-id.ts';

export const centralEurope: readonly Detector[] = [
  nationalId({
    type: 'de-steuer-id',
    body: '[1-9]\\d(?: ?\\d{3}){3}',
    context: ['steuer*', 'idnr', 'tin', 'identifikationsnummer', 'tax'],
    base: (text) => (text.includes(' ') ? 0.4 : 0.15),
    isValid: (value) =>
      hasOneRepeated(value.slice(0, 10)) && mod1110(value.slice(0, 10)) === Number(value[10]),
  }),
  nationalId({
    type: 'de-rentenversicherung',
    body: '\\d{2} ?\\d{6} ?[A-Za-z] ?\\d{3}',
    context: ['rentenversicherung*', 'sozialversicherung*', 'versicherung*', 'rvnr', 'svnr', 'sv'],
    isValid(value) {
      const letter = String(value.charCodeAt(8) - 64).padStart(2, '0');
      const digits = `${value.slice(0, 8)}${letter}${value.slice(9, 11)}`;
      const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
      const sum = weights.reduce((total, weight, at) => {
        const product = weight * Number(digits[at]);
        return total + Math.floor(product / 10) + (product % 10);
      }, 0);
      return isDay(Number(value.slice(6, 8)), Number(value.slice(4, 6)), Number(value.slice(2, 4)) % 50 || 1)
        ? sum % 10 === Number(value[11])
        : false;
    },
  }),
  nationalId({
    type: 'at-svnr',
    body: '[1-9]\\d{3} ?\\d{6}',
    context: ['svnr', 'sozialversicherung*', 'sv', 'versicherung*', 'svnummer'],
    base: (text) => (text.includes(' ') ? 0.4 : 0.15),
    isValid: (value) =>
      isDayAt(value, 8, 6, 4) && weightedSum(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(value[3]),
  }),
  nationalId({
    type: 'ch-ahv',
    body: '756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}',
    context: ['ahv*', 'avs', 'sozialversicherung*', 'versicherten*'],
    base: (text) => (/^\d+$/.test(text) ? 0.4 : 0.9),
    isValid: (value) =>
      (10 - (weightedSum(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === Number(value[12]),
  }),
  nationalId({
    type: 'pl-pesel',
    body: '\\d{11}',
    context: ['pesel*'],
    isValid(value) {
      const month = Number(value.slice(2, 4)) % 20;
      const check = (10 - (weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
      return (
        isDay(Number(value.slice(0, 2)), month, Number(value.slice(4, 6))) && check === Number(value[10])
      );
    },
  }),
  nationalId({
    type: 'cz-rodne-cislo',
    body: '\\d{6}/?\\d{4}',
    context: ['rodné', 'rodne', 'rodného', 'číslo', 'rč'],
    isValid(value) {
      const month = Number(value.slice(2, 4)) % 50;
      const isReal = isDay(
        Number(value.slice(0, 2)),
        month > 20 ? month - 20 : month,
        Number(value.slice(4, 6)),
      );
      return isReal && remainder(value.slice(0, 9), 11) % 10 === Number(value[9]);
    },
  }),
];

/** In the first ten digits exactly one comes twice or three times, and the others at most once. */
function hasOneRepeated(digits: string): boolean {
  const counts = [...new Set(digits)].map((digit) => digits.split(digit).length - 1);
  return counts.filter((count) => count > 1).length === 1 && Math.max(...counts) <= 3;
}
