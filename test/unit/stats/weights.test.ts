import { describe, expect, test } from 'vitest';
import { stratifiedMean } from '../../../stats/stratified-mean.ts';
import { weightedMean } from '../../../stats/weighted-mean.ts';

describe('stratifiedMean', () => {
  test('T31: three strata with declared shares and Welch’s degrees of freedom (statistics.md §2.3)', () => {
    const found = stratifiedMean([
      { share: 0.5, estimate: -0.01, se: 0.3 / Math.sqrt(120), df: 119 },
      { share: 0.3, estimate: -0.04, se: 0.35 / Math.sqrt(60), df: 59 },
      { share: 0.2, estimate: 0.02, se: 0.25 / Math.sqrt(40), df: 39 },
    ]);
    expect(found?.estimate).toBeCloseTo(-0.013, 12);
    expect(found?.se).toBeCloseTo(0.02082667, 7);
    expect(found?.df).toBeCloseTo(194.38601185, 7);
  });

  test('one stratum is itself; without any error the least degrees of freedom count', () => {
    expect(stratifiedMean([{ share: 1, estimate: 0.2, se: 0.1, df: 9 }])?.df).toBeCloseTo(9, 12);
    const certain = [
      { share: 0.5, estimate: 0, se: 0, df: 30 },
      { share: 0.5, estimate: 0, se: 0, df: 12 },
    ];
    expect(stratifiedMean(certain)).toEqual({ estimate: 0, se: 0, df: 12 });
    expect(stratifiedMean([])).toBeNull();
    expect(() => stratifiedMean([{ share: -0.1, estimate: 0, se: 1, df: 3 }])).toThrow(RangeError);
    expect(() => stratifiedMean([{ share: 1, estimate: 0, se: 1, df: 0 }])).toThrow(RangeError);
  });
});

describe('weightedMean', () => {
  const weights = [2, 1, 1, 0.5, 0.5, 3, 1, 1];
  const values = [0, 1, 0, -1, 0, 0, 1, 0];

  test('T32: Hájek’s mean, its error and Kish’s effective number (statistics.md §2.3)', () => {
    const found = weightedMean(values.map((value, i) => ({ value, weight: weights[i] ?? 0 })));
    expect(found?.estimate).toBeCloseTo(0.15, 12);
    expect(found?.se).toBeCloseTo(0.14555927, 7);
    expect(found?.effectiveN).toBeCloseTo(5.71428571, 7);
  });

  test('equal weights change nothing, and weights of 0 leave nothing', () => {
    expect(weightedMean(values.map((value) => ({ value, weight: 3 })))?.effectiveN).toBeCloseTo(8, 12);
    expect(weightedMean([{ value: 1, weight: 0 }])).toBeNull();
    expect(() => weightedMean([{ value: 1, weight: -1 }])).toThrow(RangeError);
  });
});
