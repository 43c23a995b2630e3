import type { Detector } from '../detector.ts';
import { drawnDigits } from '../drawn.ts';
import { weightedSum } from './check-digits.ts';
import { nationalId } from './national-id.ts';

const nhsWeights = [10, 9, 8, 7, 6, 5, 4, 3, 2];

export const britishIsles: readonly Detector[] = [
  nationalId({
    type: 'gb-nino',
    body: '[A-Za-z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-Da-d]',
    context: ['nino', 'ni', 'insurance', 'national'],
    base: (text) => (text.includes(' ') ? 0.5 : 0.4),
    // Letters that are not given out (HMRC, NIM39110).
    isValid: (value) => !/^(?:[DFIQUV]|.[DFIOQUV]|BG|GB|KN|NK|NT|TN|ZZ)/.test(value),
    // QQ is what HMRC writes in examples: Q is not given out.
    reserved: (value, random) => `QQ${drawnDigits(6, random)}${value.slice(-1)}`,
  }),
  nationalId({
    type: 'gb-nhs',
    body: '\\d{3}[ -]?\\d{3}[ -]?\\d{4}',
    context: ['nhs', 'patient', 'health'],
    base: (text) => (/^\d+$/.test(text) ? 0.15 : 0.3),
    isValid(value) {
      const check = 11 - (weightedSum(value, nhsWeights) % 11);
      return check !== 10 && check % 11 === Number(value[9]);
    },
    // 999 is for tests (NHS Digital).
    isReserved: (value) => value.startsWith('999'),
    reserved(_, random) {
      for (;;) {
        const body = `999${drawnDigits(6, random)}`;
        const check = 11 - (weightedSum(body, nhsWeights) % 11);
        if (check !== 10) return `${body}${check % 11}`;
      }
    },
  }),
  nationalId({
    type: 'ie-pps',
    body: '\\d{7}[A-Wa-w][A-IWTXZa-iwtxz]?',
    context: ['pps', 'ppsn'],
    base: () => 0.3,
    isValid(value) {
      const second = value[8] === undefined ? 0 : 'WABCDEFGHI'.indexOf(value[8]);
      const sum = weightedSum(value, [8, 7, 6, 5, 4, 3, 2]) + 9 * Math.max(0, second);
      return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === value[7];
    },
  }),
];
