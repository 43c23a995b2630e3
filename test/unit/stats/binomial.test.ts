import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialCdf } from '../../../stats/binomial.ts';

/** Sum of the terms, each from the one before. */
function sumOfTerms(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i += 1) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

test('T42: at most 3 of 15 at one half (scipy)', () => {
  expect(binomialCdf(3, 15, 0.5)).toBeCloseTo(0.01757812, 7);
  expect(binomialCdf(3, 15, 0.5)).toBeCloseTo(576 / 32768, 14);
});

test('equals the sum of its terms', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (one, other, p) => {
        const k = Math.min(one, other);
        const n = Math.max(one, other);
        expect(binomialCdf(k, n, p)).toBeCloseTo(sumOfTerms(k, n, p), 11);
      },
    ),
  );
});

test('covers the ends', () => {
  expect(binomialCdf(-1, 5, 0.5)).toBe(0);
  expect(binomialCdf(5, 5, 0.5)).toBe(1);
  expect(binomialCdf(0, 0, 0.5)).toBe(1);
  expect(binomialCdf(2, 5, 0)).toBe(1);
  expect(binomialCdf(4, 5, 1)).toBe(0);
});

test('refuses fractions of trials and what is no probability', () => {
  expect(() => binomialCdf(1.5, 5, 0.5)).toThrow(RangeError);
  expect(() => binomialCdf(1, -5, 0.5)).toThrow(RangeError);
  expect(() => binomialCdf(1, 5, 1.5)).toThrow(RangeError);
});
