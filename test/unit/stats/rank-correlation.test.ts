import { describe, expect, test } from 'vitest';
import { itemInformation, passProbability } from '../../../stats/item-response.ts';
import { kendallTau, spearmanRho } from '../../../stats/rank-correlation.ts';

const REAL = [0.71, 0.64, 0.8, 0.55, 0.77, 0.69];
const SYNTHETIC = [0.66, 0.61, 0.74, 0.58, 0.79, 0.6];

describe('rank correlation', () => {
  test('T39: six models on real and synthetic cases (scipy kendalltau, spearmanr)', () => {
    const found = kendallTau(REAL, SYNTHETIC);
    expect(found?.tau).toBeCloseTo(0.73333333, 7);
    expect(found?.p).toBeCloseTo(0.05555556, 7);
    expect(spearmanRho(REAL, SYNTHETIC)).toBeCloseTo(0.88571429, 7);
  });

  test.each([
    [[1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 3, 6, 5, 8, 7], 0.71428571, 0.0141369048, 0.9047619],
    [[3, 1, 4, 15, 9, 2, 6, 5], [2, 7, 1, 8, 28, 18, 4, 5.5], 0.14285714, 0.7195436508, 0.21428571],
  ])('%j against %j (scipy, exact p)', (one, other, tau, p, rho) => {
    expect(kendallTau(one, other)?.tau).toBeCloseTo(tau, 7);
    expect(kendallTau(one, other)?.p).toBeCloseTo(p, 7);
    expect(spearmanRho(one, other)).toBeCloseTo(rho, 7);
  });

  test('with ties: tau-b, and no exact p (scipy)', () => {
    expect(kendallTau([1, 2, 2, 3], [1, 3, 2, 2])?.tau).toBeCloseTo(0.4, 12);
    expect(kendallTau([1, 2, 2, 3], [1, 3, 2, 2])?.p).toBeNull();
    expect(spearmanRho([1, 2, 2, 3], [1, 3, 2, 2])).toBeCloseTo(0.5, 12);
  });

  // statistics.md §7: by chance alone, which is why six systems are needed.
  test.each([
    [3, 0.333],
    [4, 0.083],
    [5, 0.0167],
    [6, 0.0028],
    [8, 0.00005],
  ])('full agreement of %d systems has p %d', (systems, p) => {
    const order = Array.from({ length: systems }, (_, i) => i);
    const found = kendallTau(order, order);
    expect(found?.tau).toBe(1);
    expect(found?.p).toBeCloseTo(p, 3);
    expect(kendallTau(order, order.toReversed())).toEqual({ tau: -1, p: found?.p });
  });

  test('tells nothing where one list is constant', () => {
    expect(kendallTau([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(spearmanRho([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(kendallTau([], [])).toBeNull();
    expect(spearmanRho([], [])).toBeNull();
    expect(() => kendallTau([1, 2], [1])).toThrow(RangeError);
    expect(() => spearmanRho([1, 2], [1])).toThrow(RangeError);
  });
});

test('T40: two-parameter logistic item at ability .5 (statistics.md §7)', () => {
  const item = { discrimination: 1.7, difficulty: 0 };
  expect(passProbability(0.5, item)).toBeCloseTo(0.70056714, 7);
  expect(itemInformation(0.5, item)).toBeCloseTo(0.60624345, 7);
});
