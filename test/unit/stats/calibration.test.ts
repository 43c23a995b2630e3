import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brierScore } from '../../../stats/brier-score.ts';
import { calibrationError } from '../../../stats/calibration-error.ts';
import { isotonicRegression } from '../../../stats/isotonic-regression.ts';
import { plattScaling } from '../../../stats/platt-scaling.ts';

const X = [0.12, 0.25, 0.25, 0.31, 0.44, 0.52, 0.58, 0.61, 0.77, 0.83, 0.91, 0.97];
const Y = [0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1];
const forecasts = X.map((probability, i) => ({ probability, outcome: Y[i] === 1 }));

describe('brierScore', () => {
  test('of twelve forecasts (scikit-learn brier_score_loss)', () => {
    expect(brierScore(forecasts)).toBeCloseTo(0.1899, 12);
  });

  test('is 0 for certainty that comes true and .25 for an even guess', () => {
    expect(
      brierScore([
        { probability: 1, outcome: true },
        { probability: 0, outcome: false },
      ]),
    ).toBe(0);
    expect(brierScore([{ probability: 0.5, outcome: true }])).toBe(0.25);
    expect(brierScore([])).toBeNull();
    expect(() => brierScore([{ probability: 1.2, outcome: true }])).toThrow(RangeError);
  });
});

describe('calibrationError', () => {
  const forty = Array.from({ length: 40 }, (_, i) => {
    const probability = (((i + 1) * 37) % 101) / 101;
    return { probability, outcome: (((i + 1) * 53) % 97) / 97 < probability };
  });

  test('ten bins of four (scikit-learn calibration_curve, quantile strategy)', () => {
    const found = calibrationError(forty);
    expect(found?.error).toBeCloseTo(0.21806930693, 10);
    expect(found?.bins.map(({ n }) => n)).toEqual(new Array(10).fill(4));
    expect(found?.bins.map(({ outcomeRate }) => outcomeRate)).toEqual([
      0.75, 0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1,
    ]);
    expect(found?.bins[0]?.meanProbability).toBeCloseTo(0.06930693, 8);
  });

  test('equal probabilities share a bin, in whatever order they come', () => {
    const tied = Array.from({ length: 30 }, (_, i) => ({ probability: (i % 3) / 2, outcome: i % 5 === 0 }));
    const order = fc.shuffledSubarray(tied, { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(order, (shuffled) => {
        const found = calibrationError(shuffled);
        expect(found?.bins.map(({ n }) => n)).toEqual([10, 10, 10]);
        expect(found?.error).toBeCloseTo(calibrationError(tied)?.error ?? Number.NaN, 12);
      }),
    );
  });

  test('is 0 where rates are as said, and the distance where one thing is always said', () => {
    const said = (probability: number, hits: number, n: number) =>
      Array.from({ length: n }, (_, i) => ({ probability, outcome: i < hits }));
    expect(calibrationError([...said(0.2, 2, 10), ...said(0.8, 8, 10)])?.error).toBeCloseTo(0, 12);
    expect(calibrationError(said(0.9, 5, 10))?.error).toBeCloseTo(0.4, 12);
    expect(calibrationError([])).toBeNull();
    expect(() => calibrationError(said(0.9, 5, 10), 0)).toThrow(RangeError);
    expect(() => calibrationError(said(-0.1, 5, 10))).toThrow(RangeError);
  });
});

describe('isotonicRegression', () => {
  const points = X.map((x, i) => ({ x, y: Y[i] ?? Number.NaN }));
  const at = [0.05, 0.12, 0.25, 0.28, 0.31, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

  test('twelve outcomes (scikit-learn IsotonicRegression, clipped)', () => {
    const fitted = isotonicRegression(points);
    const expected = [0, 0, 1 / 3, 1 / 3, 1 / 3, 0.5, 2 / 3, 2 / 3, 5 / 6, 1, 1];
    for (const [i, x] of at.entries()) expect(fitted(x)).toBeCloseTo(expected[i] ?? Number.NaN, 10);
  });

  test('with weights (scikit-learn)', () => {
    const weights = [1, 2, 1, 3, 1, 1, 2, 1, 1, 0.5, 1, 1];
    const fitted = isotonicRegression(points.map((point, i) => ({ ...point, weight: weights[i] ?? 1 })));
    const expected = [0, 0, 1 / 3, 1 / 3, 1 / 3, 0.5, 0.75, 0.75, 0.875, 1, 1];
    for (const [i, x] of at.entries()) expect(fitted(x)).toBeCloseTo(expected[i] ?? Number.NaN, 10);
  });

  test('rises, keeps the mean, and leaves points alone that rise already', () => {
    const point = fc.record({
      x: fc.integer({ min: 0, max: 20 }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 25 }), (some) => {
        const fitted = isotonicRegression(some);
        const values = Array.from({ length: 43 }, (_, i) => fitted(i / 2 - 1));
        expect(values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0) - 1e-12)).toBe(true);
        const sum = (of: readonly number[]) => of.reduce((total, value) => total + value, 0);
        expect(sum(some.map(({ x }) => fitted(x)))).toBeCloseTo(sum(some.map(({ y }) => y)), 9);
      }),
    );
    const rising = isotonicRegression([
      { x: 1, y: 0.1 },
      { x: 2, y: 0.4 },
      { x: 3, y: 0.7 },
    ]);
    expect([1, 2, 3].map(rising)).toEqual([0.1, 0.4, 0.7]);
  });

  test('refuses no points and values that are none', () => {
    expect(() => isotonicRegression([])).toThrow(RangeError);
    expect(() => isotonicRegression([{ x: 1, y: Number.NaN }])).toThrow(RangeError);
    expect(() => isotonicRegression([{ x: 1, y: 1, weight: 0 }])).toThrow(RangeError);
    expect(() => isotonicRegression([{ x: 1, y: 1 }])(Number.NaN)).toThrow(RangeError);
  });
});

describe('plattScaling', () => {
  const curve = (slope: number, intercept: number) => (score: number) =>
    1 / (1 + Math.exp(slope * score + intercept));
  const expectCurve = (points: readonly (readonly [number, number])[], slope: number, intercept: number) => {
    const scaled = plattScaling(points.map(([score, outcome]) => ({ score, outcome: outcome === 1 })));
    for (const score of [-4, -1, 0, 0.3, 2, 9]) {
      expect(scaled(score)).toBeCloseTo(curve(slope, intercept)(score), 5);
    }
  };

  test('twelve outcomes (scikit-learn sigmoid calibration)', () => {
    expectCurve(
      X.map((x, i) => [x, Y[i] ?? 0]),
      -2.9212721724,
      1.2329186111,
    );
  });

  test('scores of any scale, also where they separate the outcomes (scikit-learn)', () => {
    expectCurve(
      [
        [-3, 0],
        [-1.2, 0],
        [-0.4, 1],
        [0.1, 0],
        [0.9, 1],
        [1.5, 1],
        [2.2, 0],
        [4, 1],
      ],
      -0.3576363,
      0.1836834,
    );
    expectCurve(
      [
        [-3, 0],
        [-2, 0],
        [-1, 0],
        [1, 1],
        [2, 1],
        [3, 1],
      ],
      -0.621402,
      0,
    );
  });

  test('its gradient is zero: the fitted probabilities add up to the targets', () => {
    const scaled = plattScaling(X.map((score, i) => ({ score, outcome: Y[i] === 1 })));
    const targets = Y.map((y) => (y === 1 ? 8 / 9 : 1 / 7));
    const misses = X.map((x, i) => (targets[i] ?? 0) - scaled(x));
    expect(misses.reduce((sum, miss) => sum + miss, 0)).toBeCloseTo(0, 9);
    expect(misses.reduce((sum, miss, i) => sum + miss * (X[i] ?? 0), 0)).toBeCloseTo(0, 9);
  });

  test('refuses outcomes of one kind and scores that are none', () => {
    expect(() => plattScaling([{ score: 1, outcome: true }])).toThrow(RangeError);
    expect(() => plattScaling([])).toThrow(RangeError);
    const points = [
      { score: Number.NaN, outcome: true },
      { score: 0, outcome: false },
    ];
    expect(() => plattScaling(points)).toThrow(RangeError);
  });
});
