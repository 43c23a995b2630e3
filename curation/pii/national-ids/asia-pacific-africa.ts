import { isLuhn } from '../../../core/luhn.ts';
import type { Detector } from '../detector.ts';
import { isDay, isDayAt, isVerhoeff, weightedSum } from './check-digits.ts';
import { nationalId } from './national-id.ts';

export const asiaPacificAfrica: readonly Detector[] = [
  nationalId({
    type: 'in-aadhaar',
    body: '[2-9]\\d{3}([ -]?)\\d{4}\\1\\d{4}',
    context: ['aadhaar', 'aadhar', 'uidai', 'uid'],
    base: (text) => (/^\d+$/.test(text) ? 0.15 : 0.4),
    isValid: isVerhoeff,
  }),
  nationalId({
    type: 'in-pan',
    body: '[A-Z]{3}[ABCFGHLJPT][A-Z]\\d{4}[A-Z]',
    context: ['pan', 'permanent', 'income'],
    base: () => 0.3,
    isValid: () => true,
    // 0000 is not given out: the serial runs from 0001 to 9999.
    isReserved: (value) => value.slice(5, 9) === '0000',
    reserved: (value, random) =>
      `${'ABCDEFGHIJ'[random.integer(0, 9)]}${'KLMNOPQRST'[random.integer(0, 9)]}${'UVWXYZABCD'[random.integer(0, 9)]}${value[3]}${'EFGHIJKLMN'[random.integer(0, 9)]}0000${'OPQRSTUVWX'[random.integer(0, 9)]}`,
  }),
  nationalId({
    type: 'cn-resident-id',
    body: '[1-9]\\d{16}[\\dXx]',
    context: ['身份证', '身份证号', 'resident', 'identity', 'id'],
    base: () => 0.6,
    isValid: (value) =>
      isDay(Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14))) &&
      /^(?:19|20)/.test(value.slice(6)) &&
      '10X98765432'[weightedSum(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] ===
        value[17],
  }),
  nationalId({
    type: 'kr-rrn',
    body: '\\d{6}-?[1-8]\\d{6}',
    context: ['주민등록번호', '주민번호', 'rrn', 'resident'],
    isValid(value) {
      const check = (11 - (weightedSum(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
      return isDayAt(value, 0, 2, 4) && check === Number(value[12]);
    },
  }),
  nationalId({
    type: 'jp-my-number',
    body: '\\d{4}([ -]?)\\d{4}\\1\\d{4}',
    context: ['マイナンバー', '個人番号', 'mynumber'],
    base: () => 0.15,
    isValid(value) {
      const rest = weightedSum(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      return (rest <= 1 ? 0 : 11 - rest) === Number(value[11]);
    },
  }),
  nationalId({
    type: 'tw-national-id',
    body: '[A-Z][1289]\\d{8}',
    context: ['身分證', '身分證字號', 'identity', 'national'],
    base: () => 0.3,
    isValid(value) {
      const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(value[0] ?? '') + 10;
      const sum =
        Math.floor(letter / 10) +
        9 * (letter % 10) +
        weightedSum(value.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
      return sum % 10 === 0;
    },
  }),
  nationalId({
    type: 'sg-nric',
    body: '[STFG]\\d{7}[A-Z]',
    context: ['nric', 'fin', 'identity', 'ic'],
    base: () => 0.4,
    isValid(value) {
      const sum = weightedSum(value.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (/^[TG]/.test(value) ? 4 : 0);
      const letters = /^[ST]/.test(value) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK';
      return letters[sum % 11] === value[8];
    },
  }),
  nationalId({
    type: 'hk-id',
    body: '[A-Z]{1,2}\\d{6}\\([\\dA]\\)',
    context: ['hkid', 'identity', 'id'],
    base: () => 0.6,
    isValid(value) {
      const padded = value.padStart(9, ' ');
      const sum = [...padded].reduce((total, character, at) => {
        const own =
          character === ' ' ? 36 : /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55;
        return total + (9 - at) * own;
      }, 0);
      return sum % 11 === 0;
    },
  }),
  nationalId({
    type: 'au-tfn',
    body: '\\d{3}([ -]?)\\d{3}\\1\\d{3}',
    context: ['tfn', 'tax'],
    base: () => 0.15,
    isValid: (value) => weightedSum(value, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 && !/^0+$/.test(value),
  }),
  nationalId({
    type: 'au-medicare',
    body: '[2-6]\\d{3}([ -]?)\\d{5}\\1\\d',
    context: ['medicare'],
    base: (text) => (/^\d+$/.test(text) ? 0.15 : 0.3),
    isValid: (value) => weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(value[8]),
  }),
  nationalId({
    type: 'nz-ird',
    body: '\\d{2,3}([ -]?)\\d{3}\\1\\d{3}',
    context: ['ird', 'inland'],
    base: () => 0.15,
    isValid(value) {
      const digits = value.padStart(9, '0');
      const check = (weights: readonly number[]) => (11 - (weightedSum(digits, weights) % 11)) % 11;
      const first = check([3, 2, 7, 6, 5, 4, 3, 2]);
      const used = first === 10 ? check([7, 4, 3, 2, 5, 2, 7, 6]) : first;
      return Number(value) >= 10_000_000 && Number(value) <= 150_000_000 && used === Number(digits[8]);
    },
  }),
  nationalId({
    type: 'za-id',
    body: '\\d{6} ?\\d{4} ?[01]\\d{2}',
    context: ['id', 'identity', 'rsa'],
    base: () => 0.3,
    isValid: (value) => isDayAt(value, 0, 2, 4) && /^.{10}[012]/.test(value) && isLuhn(value),
  }),
  nationalId({
    type: 'il-id',
    body: '\\d{8,9}',
    context: ['זהות', 'teudat', 'zehut', 'mispar'],
    isValid: (value) => isLuhn(value.padStart(9, '0')) && !/^0+$/.test(value),
  }),
];
