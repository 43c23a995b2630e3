import { isLuhn } from '../../../core/luhn.ts';
import type { Detector } from '../detector.ts';
import { isDay, isDayAt, mod1110, weightedSum } from './check-digits.ts';
import { nationalId } from './national-id.ts';

export const southEastEurope: readonly Detector[] = [
  nationalId({
    type: 'bg-egn',
    body: '\\d{10}',
    context: ['егн', 'egn', 'единен'],
    isValid(value) {
      const month = Number(value.slice(2, 4)) % 20;
      const check = (weightedSum(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10;
      return isDay(Number(value.slice(0, 2)), month, Number(value.slice(4, 6))) && check === Number(value[9]);
    },
  }),
  nationalId({
    type: 'ro-cnp',
    body: '[1-9]\\d{12}',
    context: ['cnp', 'numeric', 'personal'],
    isValid(value) {
      const rest = weightedSum(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
      return isDayAt(value, 1, 3, 5) && (rest === 10 ? 1 : rest) === Number(value[12]);
    },
  }),
  nationalId({
    type: 'hr-oib',
    body: '\\d{11}',
    context: ['oib'],
    isValid: (value) => mod1110(value.slice(0, 10)) === Number(value[10]),
  }),
  nationalId({
    type: 'si-emso',
    body: '\\d{13}',
    context: ['emšo', 'emso', 'jmbg'],
    isValid(value) {
      const check = 11 - (weightedSum(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return (
        isDay(Number(value.slice(5, 7)), Number(value.slice(2, 4)), Number(value.slice(0, 2))) &&
        check !== 10 &&
        check % 11 === Number(value[12])
      );
    },
  }),
  nationalId({
    type: 'gr-amka',
    body: '\\d{11}',
    context: ['αμκα', 'amka'],
    isValid: (value) => isDayAt(value, 4, 2, 0) && isLuhn(value),
  }),
  nationalId({
    type: 'tr-kimlik',
    body: '[1-9]\\d{10}',
    context: ['kimlik*', 'tckn', 'tc', 'vatandaşlık'],
    isValid(value) {
      const odd = weightedSum(value, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
      const even = weightedSum(value, [0, 1, 0, 1, 0, 1, 0, 1]);
      const tenth = (((odd * 7 - even) % 10) + 10) % 10;
      return tenth === Number(value[9]) && (odd + even + tenth) % 10 === Number(value[10]);
    },
  }),
];
