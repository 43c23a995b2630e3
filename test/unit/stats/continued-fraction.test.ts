import { expect, test } from 'vitest';
import { continuedFraction } from '../../../stats/continued-fraction.ts';

test('1 + 1/(1 + 1/(1 + …)) is the golden ratio', () => {
  expect(continuedFraction(1, () => [1, 1])).toBeCloseTo((1 + Math.sqrt(5)) / 2, 14);
});

test('a leading 0 is allowed: 4/(1 + 1²/(3 + 2²/(5 + …))) is pi', () => {
  const value = continuedFraction(0, (k) => [k === 1 ? 4 : (k - 1) ** 2, 2 * k - 1]);
  expect(value).toBeCloseTo(Math.PI, 13);
});

test('says so when it does not converge', () => {
  expect(() => continuedFraction(1, () => [-1, 1])).toThrow(/did not converge/);
});
