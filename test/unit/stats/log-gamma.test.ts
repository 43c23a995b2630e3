import { expect, test } from 'vitest';
import { logGamma } from '../../../stats/log-gamma.ts';

test.each([
  [1e-10, 23.025850929882736],
  [0.01, 4.599479878042022],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [1.9, -0.03898427592308336],
  [2.1, 0.04543773854448518],
  [5.5, 3.9578139676187165],
  [9.9, 12.57717990421988],
  [10.1, 13.027526738633236],
  [171.5, 709.1431630309282],
  [1e6, 12815504.569147611],
  [1e10, 220258509288.81058],
])('at %d to 1e-13 relative (mpmath, 40 digits)', (x, expected) => {
  expect(Math.abs(logGamma(x) / expected - 1)).toBeLessThan(1e-13);
});

test('gives logarithms of factorials', () => {
  let factorial = 1;
  for (let n = 1; n <= 20; n += 1) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 12);
    factorial *= n;
  }
});

test('is infinite at 0 and refuses negative numbers', () => {
  expect(logGamma(0)).toBe(Number.POSITIVE_INFINITY);
  expect(() => logGamma(-1)).toThrow(RangeError);
});
