import { expect, test } from 'vitest';
import { binomialCdf } from '../../../stats/binomial.ts';
import { fractionalBinomialCdf } from '../../../stats/fractional-binomial.ts';

test('whole counts: the binomial distribution; 12 of 20 at .89 by the sum of its terms', () => {
  expect(fractionalBinomialCdf(12, 20, 0.89)).toBeCloseTo(0.0007936409144820891, 10);
  for (const [k, n, p] of [
    [0, 1, 0.3],
    [3, 15, 0.5],
    [59, 60, 0.99],
  ] as const)
    expect(fractionalBinomialCdf(k, n, p)).toBeCloseTo(binomialCdf(k, n, p), 12);
});

test('fractions: the incomplete beta function, by numerical integration', () => {
  expect(fractionalBinomialCdf(7.5, 19, 0.85)).toBeCloseTo(6.9958889669561615e-6, 11);
});

test('the ends, and what is no count or probability', () => {
  expect(fractionalBinomialCdf(0.7, 0.7, 0.9)).toBe(1);
  expect(fractionalBinomialCdf(0, 2, 1)).toBe(0);
  expect(fractionalBinomialCdf(0, 2, 0)).toBe(1);
  expect(() => fractionalBinomialCdf(-1, 2, 0.5)).toThrow('at least 0');
  expect(() => fractionalBinomialCdf(1, 2, 1.1)).toThrow('between 0 and 1');
});
