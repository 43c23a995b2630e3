import { expect, test } from 'vitest';
import {
  declared,
  duration,
  interval,
  percent,
  proportion,
  pValue,
  signed,
  usd,
} from '../../../reports/numbers.ts';

test('a missing number is said to be missing, never 0', () => {
  expect([proportion(null), signed(null), interval(null), pValue(null)]).toEqual([
    'n/a',
    'n/a',
    'n/a',
    'n/a',
  ]);
  expect(usd(null)).toBe('USD unknown');
});

test('proportions have 4 decimals', () => {
  expect([proportion(0), proportion(0.94167), proportion(1)]).toEqual(['0.0000', '0.9417', '1.0000']);
});

test('differences have a sign, and none where they round to nothing', () => {
  expect([signed(0.01214), signed(-0.0097), signed(0), signed(-0.00001)]).toEqual([
    '+0.0121',
    '-0.0097',
    '0.0000',
    '0.0000',
  ]);
  expect(interval([-0.0355, 0.0156])).toBe('[-0.0355, +0.0156]');
});

test('a p-value is never printed as 0', () => {
  expect([pValue(0), pValue(0.00004), pValue(0.0001), pValue(0.5), pValue(1)]).toEqual([
    '<0.0001',
    '<0.0001',
    '0.0001',
    '0.5000',
    '1.0000',
  ]);
});

test('declared numbers and levels keep the digits that people wrote', () => {
  expect([declared(0.03), declared(0.1 + 0.2), declared(0.0125)]).toEqual(['0.03', '0.3', '0.0125']);
  expect([percent(0.9), percent(1 - 2 * 0.0125)]).toEqual(['90 %', '97.5 %']);
});

test('durations from milliseconds to hours', () => {
  expect([0, 840, 5120, 59_960, 125_300, 3_600_000, 7_530_000].map(duration)).toEqual([
    '0 ms',
    '840 ms',
    '5.1 s',
    '1 min 0 s',
    '2 min 5 s',
    '1 h 0 min',
    '2 h 6 min',
  ]);
});
