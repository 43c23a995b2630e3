import { expect, test } from 'vitest';
import { chiSquareSurvival } from '../../../stats/chi-square.ts';
import { normalCdf } from '../../../stats/normal.ts';

test('T42: chi-square survival at 5.4 with 1 degree of freedom (scipy)', () => {
  expect(chiSquareSurvival(5.4, 1)).toBeCloseTo(0.02013675, 7);
});

test.each([
  [1e-6, 0.2, 0.7536478784382035],
  [100, 0.2, 5.891960493418554e-25],
  [2.201, 0.2, 0.020584728964390828],
  [4.5, 3, 0.21229028736013333],
  [5.001, 3, 0.17172393402719763],
  [9.501, 7.5, 0.2590076773847717],
  [100, 7.5, 2.1666242154755054e-18],
  [25, 50, 0.9988075511517683],
  [300, 200, 5.924540335483916e-6],
  [605, 200, 2.6234138884041567e-42],
])('at %d with %d degrees of freedom to 1e-12 relative (mpmath, 40 digits)', (x, df, expected) => {
  expect(Math.abs(chiSquareSurvival(x, df) / expected - 1)).toBeLessThan(1e-12);
});

test('agrees with the normal tail for 1 and the exponential for 2 degrees of freedom', () => {
  for (const x of [0.01, 0.5, 2, 9, 80]) {
    expect(chiSquareSurvival(x, 1)).toBeCloseTo(2 * normalCdf(-Math.sqrt(x)), 13);
    expect(chiSquareSurvival(x, 2)).toBeCloseTo(Math.exp(-x / 2), 13);
  }
});

test('covers the ends and refuses bad degrees of freedom', () => {
  expect(chiSquareSurvival(0, 4)).toBe(1);
  expect(chiSquareSurvival(-3, 4)).toBe(1);
  expect(chiSquareSurvival(Number.POSITIVE_INFINITY, 4)).toBe(0);
  expect(() => chiSquareSurvival(1, 0)).toThrow(RangeError);
  expect(() => chiSquareSurvival(Number.NaN, 4)).toThrow(RangeError);
});
