import { describe, expect, test } from 'vitest';
import { conditionalPower } from '../../../stats/conditional-power.ts';
import { gaussLegendre } from '../../../stats/gauss-legendre.ts';
import { lookPValue } from '../../../stats/look-p-value.ts';
import { normalCdf } from '../../../stats/normal.ts';
import { obrienFlemingBounds, obrienFlemingSpending } from '../../../stats/obrien-fleming.ts';

const equalLooks = (looks: number) => Array.from({ length: looks }, (_, i) => (i + 1) / looks);

describe('obrienFlemingBounds', () => {
  // statistics.md §5.3.
  test.each([
    [2, 0.05, [2.53799, 1.66211]],
    [2, 0.025, [2.96259, 1.9686]],
    [2, 0.01, [3.46037, 2.32983]],
    [3, 0.05, [3.2001, 2.14082, 1.69481]],
    [3, 0.025, [3.7103, 2.51143, 1.99305]],
    [3, 0.01, [4.31062, 2.94717, 2.34607]],
    [4, 0.05, [3.74955, 2.53994, 2.01607, 1.72018]],
    [4, 0.025, [4.33263, 2.96313, 2.35904, 2.01409]],
    [4, 0.01, [5.02012, 3.46047, 2.76493, 2.36255]],
    [5, 0.05, [4.2292, 2.88814, 2.29809, 1.96182, 1.7397]],
    [5, 0.025, [4.87688, 3.35701, 2.68028, 2.28982, 2.03103]],
    [5, 0.01, [5.64158, 3.90838, 3.13237, 2.67868, 2.37666]],
  ])('%d equal looks at alpha %d (rpact 3.3.4)', (looks, alpha, expected) => {
    const bounds = obrienFlemingBounds(equalLooks(looks), alpha);
    expect(bounds).toHaveLength(looks);
    for (const [i, bound] of expected.entries()) expect(bounds[i]).toBeCloseTo(bound, 5);
  });

  test('one look at the end is the usual test', () => {
    expect(obrienFlemingBounds([1], 0.05)[0]).toBeCloseTo(1.64485363, 7);
  });

  test('looks before do not depend on those that follow', () => {
    const few = obrienFlemingBounds([0.3, 0.6], 0.025);
    const more = obrienFlemingBounds([0.3, 0.6, 0.7, 1], 0.025);
    expect(more.slice(0, 2)).toEqual(few);
  });

  test('refuses looks that do not follow each other, and spends all at the end', () => {
    expect(() => obrienFlemingBounds([0.5, 0.5], 0.05)).toThrow(RangeError);
    expect(() => obrienFlemingBounds([0.5, 1.1], 0.05)).toThrow(RangeError);
    expect(obrienFlemingSpending(0.05, 1)).toBeCloseTo(0.05, 12);
    expect(() => obrienFlemingSpending(0.05, 0)).toThrow(RangeError);
  });
});

describe('lookPValue', () => {
  test('crosses a bound exactly where its alpha does', () => {
    for (const alpha of [0.5, 0.05, 0.01, 0.004, 0.0002, 1e-6]) {
      obrienFlemingBounds(equalLooks(4), alpha).forEach((bound, i) => {
        expect(lookPValue(normalCdf(-bound), i + 1, 4) / alpha).toBeCloseTo(1, 4);
      });
    }
  });

  test('is at least p, rises with it, and is p itself with one look', () => {
    for (const look of [1, 2, 3, 4]) {
      let before = 0;
      for (const p of [1e-15, 1e-9, 1e-4, 0.01, 0.04, 0.05, 0.2, 0.5, 0.9, 1]) {
        const adjusted = lookPValue(p, look, 4);
        expect(adjusted).toBeGreaterThanOrEqual(Math.max(p, before));
        expect(adjusted).toBeLessThanOrEqual(1);
        before = adjusted;
      }
    }
    expect(lookPValue(0.03, 1, 1)).toBe(0.03);
    expect(() => lookPValue(0.03, 5, 4)).toThrow(RangeError);
  });
});

describe('conditionalPower', () => {
  test('T35: half seen at z 1.1, by the trend so far and by the plan (statistics.md §5.5)', () => {
    expect(conditionalPower(1.1, 0.5, 1.1 / Math.sqrt(0.5), 1.644854)).toBeCloseTo(0.44979677, 7);
    expect(conditionalPower(1.1, 0.5, 2.486475, 1.644854)).toBeCloseTo(0.70264687, 7);
  });

  test('refuses looks that are none', () => {
    expect(() => conditionalPower(1, 1, 0, 1.6)).toThrow(RangeError);
  });
});

test('Gauss-Legendre is exact for polynomials and sums its weights to the length', () => {
  const over = (degree: number) =>
    gaussLegendre(-1, 2, 1).reduce((sum, { x, weight }) => sum + weight * x ** degree, 0);
  for (const degree of [0, 1, 7, 20, 31]) {
    const exact = (2 ** (degree + 1) - (-1) ** (degree + 1)) / (degree + 1);
    expect(over(degree) / exact).toBeCloseTo(1, 10);
  }
  const area = gaussLegendre(-9, 9, 6).reduce(
    (sum, { x, weight }) => sum + (weight * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI),
    0,
  );
  expect(area).toBeCloseTo(1, 12);
});
