import { isLuhn } from '../../../core/luhn.ts';
import type { Detector } from '../detector.ts';
import { drawnDigits } from '../drawn.ts';
import { isDayAt, weightedSum } from './check-digits.ts';
import { nationalId } from './national-id.ts';

export const americas: readonly Detector[] = [
  nationalId({
    type: 'us-ssn',
    body: '\\d{3}([- ])\\d{2}\\1\\d{4}|\\d{9}',
    context: ['ssn', 'social', 'security'],
    base: (text) => (text.includes('-') ? 0.5 : text.includes(' ') ? 0.3 : 0.15),
    // Areas, groups and serials that the Social Security Administration never gives out, two that were printed, and the one that everybody writes.
    isValid: (value) =>
      !/^(?:000|666|9)/.test(value) &&
      !/^.{3}00/.test(value) &&
      !/0000$/.test(value) &&
      !/^(?:078051120|219099999|123456789)$/.test(value),
    reserved: (_, random) => `666${drawnDigits(6, random)}`,
  }),
  nationalId({
    type: 'us-itin',
    body: '9\\d{2}([- ])\\d{2}\\1\\d{4}|9\\d{8}',
    context: ['itin', 'taxpayer', 'tax'],
    isValid: (value) => /^9..(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])/.test(value),
    reserved: (_, random) => `900${random.integer(10, 49)}${drawnDigits(4, random)}`,
  }),
  nationalId({
    type: 'ca-sin',
    body: '\\d{3}([- ])\\d{3}\\1\\d{3}|\\d{9}',
    context: ['sin', 'insurance', 'nas', 'assurance'],
    base: (text) => (/^\d+$/.test(text) ? 0.15 : 0.3),
    // No number begins with 0 or 8 (Employment and Social Development Canada).
    isValid: (value) => !/^[08]/.test(value) && isLuhn(value),
  }),
  nationalId({
    type: 'br-cpf',
    body: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{11}',
    context: ['cpf', 'cadastro', 'pessoa'],
    base: (text) => (/^\d+$/.test(text) ? 0.15 : 0.9),
    isValid(value) {
      const check = (length: number) => {
        const weights = Array.from({ length }, (_, at) => length + 1 - at);
        return ((weightedSum(value, weights) * 10) % 11) % 10;
      };
      return !/^(\d)\1*$/.test(value) && check(9) === Number(value[9]) && check(10) === Number(value[10]);
    },
  }),
  nationalId({
    type: 'mx-curp',
    body: '[A-Za-z][AEIOUXaeioux][A-Za-z]{2}\\d{6}[HMXhmx][A-Za-z]{5}[A-Za-z\\d]\\d',
    context: ['curp'],
    base: () => 0.9,
    isValid(value) {
      const sum = [...value.slice(0, 17)].reduce(
        (total, character, at) =>
          total + (18 - at) * '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'.indexOf(character),
        0,
      );
      return isDayAt(value, 4, 6, 8) && (10 - (sum % 10)) % 10 === Number(value[17]);
    },
  }),
  nationalId({
    type: 'cl-rut',
    body: '\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dKk]|\\d{7,8}-[\\dKk]',
    context: ['rut', 'run', 'rol', 'tributario'],
    base: (text) => (text.includes('.') ? 0.8 : 0.3),
    isValid(value) {
      const digits = value.slice(0, -1).padStart(8, '0');
      const check = 11 - (weightedSum(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return (check === 11 ? '0' : check === 10 ? 'K' : String(check)) === value.at(-1);
    },
  }),
  nationalId({
    type: 'ar-cuil',
    body: '(?:20|2[347]|30|33)-?\\d{8}-?\\d',
    context: ['cuil', 'cuit'],
    base: (text) => (text.includes('-') ? 0.5 : 0.15),
    isValid(value) {
      const check = (11 - (weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return check === Number(value[10]);
    },
  }),
];
