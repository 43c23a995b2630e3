import { isLuhn } from '../../../core/luhn.ts';
import type { Detector } from '../detector.ts';
import { isDay, isDayAt, remainder, weightedSum } from './check-digits.ts';
import { nationalId } from './national-id.ts';

export const lowCountriesAndNorth: readonly Detector[] = [
  nationalId({
    type: 'nl-bsn',
    body: '\\d{9}|\\d{4}[. ]\\d{2}[. ]\\d{3}',
    context: ['bsn', 'burgerservicenummer', 'sofi*', 'burger*'],
    base: () => 0.15,
    isValid: (value) =>
      !/^0{3}/.test(value) &&
      weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 &&
      value !== '000000000',
  }),
  nationalId({
    type: 'be-rijksregister',
    body: '\\d{2}\\.?\\d{2}\\.?\\d{2}[-. ]?\\d{3}[-. ]?\\d{2}',
    context: ['rijksregister*', 'national', 'nationaal', 'niss', 'insz', 'registre'],
    base: (text) => (/^\d+$/.test(text) ? 0.15 : 0.6),
    isValid(value) {
      const check = Number(value.slice(9));
      const bodies = [value.slice(0, 9), `2${value.slice(0, 9)}`];
      const isBorn = isDay(
        Number(value.slice(0, 2)),
        Number(value.slice(2, 4)) % 20,
        Number(value.slice(4, 6)),
      );
      return isBorn && bodies.some((digits) => 97 - remainder(digits, 97) === check);
    },
  }),
  nationalId({
    type: 'se-personnummer',
    body: '(?:19|20)?\\d{6}[-+]?\\d{4}',
    context: ['personnummer*', 'personnr', 'samordningsnummer'],
    base: (text) => (/^\d{6}[-+]\d{4}$|^\d{8}[-+]\d{4}$/.test(text) ? 0.5 : 0.15),
    isValid(value) {
      const ten = value.slice(-10);
      const day = Number(ten.slice(4, 6)) % 60;
      return isDay(Number(ten.slice(0, 2)), Number(ten.slice(2, 4)), day) && isLuhn(ten);
    },
  }),
  nationalId({
    type: 'no-fodselsnummer',
    body: '\\d{6} ?\\d{5}',
    context: ['fødselsnummer*', 'fodselsnummer*', 'fnr', 'personnummer*', 'fødsels*'],
    base: (text) => (text.includes(' ') ? 0.5 : 0.15),
    isValid(value) {
      const day = Number(value.slice(0, 2)) % 40;
      const isBorn = isDay(Number(value.slice(4, 6)), Number(value.slice(2, 4)) % 40, day);
      const first = weightedSum(value, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0;
      return isBorn && first && weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
    },
    // Months from 41 on are those of test persons (Skatteetaten, NAV).
    isReserved: (value) => Number(value.slice(2, 4)) > 40,
  }),
  nationalId({
    type: 'dk-cpr',
    body: '\\d{6}-\\d{4}|\\d{10}',
    context: ['cpr*', 'personnummer*'],
    base: (text) => (text.includes('-') ? 0.4 : 0.15),
    // Numbers given out since 2007 need not pass the old check: the date is all that there is.
    isValid: (value) => isDayAt(value, 4, 2, 0),
  }),
  nationalId({
    type: 'fi-hetu',
    body: '\\d{6}[-+ABCDEFYXWVU]\\d{3}[\\dA-FHJK-NPR-Y]',
    context: ['hetu', 'henkilötunnus*', 'personbeteckning*'],
    base: () => 0.9,
    isValid(value) {
      const digits = value.slice(0, 6) + value.slice(-4, -1);
      return (
        isDayAt(value, 4, 2, 0) && '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] === value.at(-1)
      );
    },
    // 900 to 999 are for tests and for the time of a stay (Digital and Population Data Services Agency).
    isReserved: (value) => value.at(-4) === '9',
  }),
  nationalId({
    type: 'is-kennitala',
    body: '\\d{6}-?\\d{4}',
    context: ['kennitala*', 'kt'],
    base: (text) => (text.includes('-') ? 0.4 : 0.15),
    isValid(value) {
      const check = (11 - (weightedSum(value, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return (
        isDay(Number(value.slice(4, 6)), Number(value.slice(2, 4)), Number(value.slice(0, 2)) % 40) &&
        check === Number(value[8])
      );
    },
  }),
  nationalId({
    type: 'ee-isikukood',
    body: '[1-8]\\d{10}',
    context: ['isikukood*', 'asmens', 'kodas'],
    isValid(value) {
      const first = weightedSum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
      const second = weightedSum(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
      return isDayAt(value, 1, 3, 5) && (first < 10 ? first : second % 10) === Number(value[10]);
    },
  }),
];
