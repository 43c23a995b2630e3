import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defectBound, itemsToShow } from '../../../stats/acceptance-bound.ts';
import { binomialCdf } from '../../../stats/binomial.ts';
import { inclusionProbabilities } from '../../../stats/inclusion-probabilities.ts';

describe('acceptance sampling', () => {
  test('0 defects in 29, 1 in 46, 2 in 61 and 3 in 76 show at most 10 %, and one item fewer does not', () => {
    for (const [defects, n] of [
      [0, 29],
      [1, 46],
      [2, 61],
      [3, 76],
    ] as const) {
      expect(itemsToShow(defects, 0.1, 0.95)).toBe(n);
      expect(defectBound(defects, n, 0.95)).toBeLessThanOrEqual(0.1);
      expect(defectBound(defects, n - 1, 0.95)).toBeGreaterThan(0.1);
    }
  });

  test('at the bound itself, so few defects or fewer come in 5 % of all samples', () => {
    for (const [defects, n] of [
      [0, 30],
      [2, 60],
      [7, 400],
    ] as const)
      expect(binomialCdf(defects, n, defectBound(defects, n, 0.95) ?? 0)).toBeCloseTo(0.05, 9);
  });

  test('nothing looked at gives no bound; nothing but defects gives 1', () => {
    expect(defectBound(0, 0, 0.95)).toBeNull();
    expect(defectBound(5, 5, 0.95)).toBe(1);
  });
});

describe('active selection', () => {
  test('half of the budget is spread evenly, half by uncertainty', () => {
    const probabilities = inclusionProbabilities([0, 0, 0.25, 0.75], 2);
    for (const [index, share] of [0.25, 0.25, 0.5, 1].entries())
      expect(probabilities[index]).toBeCloseTo(share, 12);
  });

  test('where nothing is uncertain all are alike', () => {
    expect(inclusionProbabilities([0, 0, 0, 0], 1)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test('every item can be drawn, none with more than certainty, and no more than the budget in all', () => {
    const uncertainties = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(uncertainties, fc.integer({ min: 1, max: 50 }), (values, budget) => {
        const probabilities = inclusionProbabilities(values, budget);
        for (const pi of probabilities) expect(pi > 0 && pi <= 1).toBe(true);
        const sum = probabilities.reduce((total, pi) => total + pi, 0);
        expect(sum).toBeLessThanOrEqual(Math.min(budget, values.length) + 1e-9);
        // Where nothing is cut off at 1 the whole budget is spent.
        if (probabilities.every((pi) => pi < 1)) expect(sum).toBeCloseTo(budget, 9);
      }),
    );
  });
});
