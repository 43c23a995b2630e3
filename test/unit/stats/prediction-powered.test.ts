import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activeMean, activeTerm } from '../../../stats/active-mean.ts';
import { crossFittedMean } from '../../../stats/cross-fitted-mean.ts';
import { mean } from '../../../stats/mean.ts';
import { normalQuantile } from '../../../stats/normal.ts';
import { predictionPoweredMean, tunedLambda } from '../../../stats/prediction-powered.ts';
import { variance } from '../../../stats/variance.ts';

const digits = (text: string) => [...text].map(Number);
const T11 = {
  labels: digits('1101011011'),
  predictions: digits('1101110011'),
  unlabelled: digits('10111011101101111011'),
};
/** Twelve labelled differences with the judge's, and thirty judged alone. */
const T13 = {
  labels: [0, 0, -1, 0, 1, 0, 0, 0, -1, 0, 0, 1],
  predictions: [0, 0, -1, 0, 1, 0, -1, 0, 0, 0, 0, 1],
  unlabelled: [0, 0, 0, -1, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0],
};

describe('predictionPoweredMean', () => {
  test.each([
    [0, 0.7, 0.14491377],
    [1, 0.75, 0.17139137],
  ])('T11: λ = %d (ppi_py)', (lambda, estimate, se) => {
    const found = predictionPoweredMean(T11, { ddof: 0, lambda });
    expect(found?.estimate).toBeCloseTo(estimate, 7);
    expect(found?.se).toBeCloseTo(se, 7);
  });

  test('T11: tuned λ, with the interval of the published code (ppi_py)', () => {
    const found = predictionPoweredMean(T11, { ddof: 0 });
    expect(found?.lambda).toBeCloseTo(0.3625, 7);
    expect(found?.estimate).toBeCloseTo(0.718125, 7);
    expect(found?.se).toBeCloseTo(0.13044717, 7);
    const half = normalQuantile(0.975) * (found?.se ?? Number.NaN);
    expect((found?.estimate ?? 0) - half).toBeCloseTo(0.46245324, 7);
    expect((found?.estimate ?? 0) + half).toBeCloseTo(0.97379676, 7);
  });

  test('T12: a one-sided bound at 95 % is the lower end at 90 %, above that at 95 % (ppi_py returns the latter)', () => {
    const { estimate, se } = predictionPoweredMean(T11, { ddof: 0 }) ?? { estimate: 0, se: 0 };
    const oneSided = estimate - normalQuantile(0.95) * se;
    expect(oneSided).toBeCloseTo(0.718125 - 1.64485363 * 0.13044717, 7);
    expect(oneSided).toBeGreaterThan(0.46245324 + 0.04);
  });

  test('T13: paired differences, ddof 0 and 1 (ppi_py’s formula)', () => {
    const published = predictionPoweredMean(T13, { ddof: 0 });
    expect(published?.lambda).toBeCloseTo(0.6670282, 7);
    expect(published?.estimate).toBeCloseTo(-0.02223427, 7);
    expect(published?.se).toBeCloseTo(0.12565059, 7);
    expect(predictionPoweredMean(T13, { ddof: 1 })?.se).toBeCloseTo(0.13049526, 7);
  });

  test('λ = 0 is the mean of the labels alone, whatever is predicted', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    const labelled = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(labelled, fc.array(value, { maxLength: 9 }), (pairs, unlabelled) => {
        const labels = pairs.map(([label]) => label);
        const sample = { labels, predictions: pairs.map(([, f]) => f), unlabelled };
        const found = predictionPoweredMean(sample, { ddof: 1, lambda: 0 });
        expect(found?.estimate).toBeCloseTo(mean(labels), 12);
        expect(found?.se).toBeCloseTo(Math.sqrt((variance(labels) ?? 0) / labels.length), 12);
      }),
    );
  });

  test('predictions that do not vary, or run against the labels, are given no weight', () => {
    expect(tunedLambda({ labels: [1, 0, 1], predictions: [1, 1, 1], unlabelled: [1, 1] }, 0)).toBe(0);
    expect(tunedLambda({ labels: [1, 0, 1], predictions: [0, 1, 0], unlabelled: [1, 0] }, 0)).toBe(0);
    expect(tunedLambda({ labels: [1, 0], predictions: [1, 0], unlabelled: [] }, 0)).toBe(0);
    expect(tunedLambda({ labels: [1], predictions: [1], unlabelled: [1, 0] }, 1)).toBe(0);
  });

  test('too few cases tell nothing, and unequal lists are refused', () => {
    expect(predictionPoweredMean({ ...T11, labels: [1], predictions: [1] }, { ddof: 1 })).toBeNull();
    expect(predictionPoweredMean({ ...T11, unlabelled: [1] }, { ddof: 1, lambda: 1 })).toBeNull();
    expect(() => predictionPoweredMean({ ...T11, labels: [1, 0] }, { ddof: 1 })).toThrow(RangeError);
  });
});

describe('crossFittedMean', () => {
  const labelled = (clusters: readonly number[]) =>
    T13.labels.map((label, i) => ({
      label,
      prediction: T13.predictions[i] ?? 0,
      cluster: `g${clusters[i] ?? i}`,
      fold: i % 2 === 0 ? (0 as const) : (1 as const),
    }));
  const unlabelled = (clusters: readonly number[]) =>
    T13.unlabelled.map((prediction, i) => ({ prediction, cluster: `g${clusters[i] ?? 100 + i}` }));
  const families = [1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6];
  const others = [1, 1, 1, 2, 2, 7, 7, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 10, 10, 4, 4, 4, 6, 6, 6, 6, 6];

  test('T13 in two halves (numpy, the form of sim_ppi.py)', () => {
    const found = crossFittedMean(labelled([]), unlabelled([]));
    expect(found?.lambda).toBeCloseTo(0.8038194444, 9);
    expect(found?.estimate).toBeCloseTo(-0.0594907407, 9);
    expect(found?.se).toBeCloseTo(0.1333499854, 9);
    expect(found?.df).toBe(11);
  });

  test('clusters of their own on either side: variances of cluster sums (numpy)', () => {
    const apart = crossFittedMean(labelled(families), unlabelled(others.map((group) => group + 100)));
    expect(apart?.estimate).toBeCloseTo(-0.0594907407, 9);
    expect(apart?.se).toBeCloseTo(0.1327447274, 9);
    expect(apart?.df).toBe(5);
  });

  test('clusters on both sides count where they widen the interval, and never narrow it (numpy)', () => {
    // Here what they share is negative: −0.00395.
    expect(crossFittedMean(labelled(families), unlabelled(others))?.se).toBeCloseTo(0.1327447274, 9);
    const alike = [
      9, 11, 9, 4, 4, 8, 8, 8, 10, 4, 11, 1, 1, 11, 11, 4, 2, 4, 1, 10, 8, 7, 3, 6, 3, 9, 6, 1, 3, 8,
    ];
    expect(crossFittedMean(labelled(families), unlabelled(alike))?.se).toBeCloseTo(0.1631712277, 9);
  });

  test('without unlabelled cases it is the mean of the labels with their clusters', () => {
    const found = crossFittedMean(labelled([]), []);
    expect(found).toMatchObject({ lambda: 0, df: 11 });
    expect(found?.estimate).toBeCloseTo(mean(T13.labels), 12);
    expect(found?.se).toBeCloseTo(Math.sqrt((variance(T13.labels) ?? 0) / 12), 12);
  });

  test('labels of one cluster tell nothing', () => {
    expect(crossFittedMean(labelled(families).slice(0, 3), unlabelled([]))).toBeNull();
    expect(crossFittedMean([], unlabelled([]))).toBeNull();
  });
});

describe('activeMean', () => {
  const predictions = [0, 0, -1, 0, 1, 0, 0, -1];
  const probabilities = [0.25, 0.25, 0.8, 0.25, 0.8, 0.25, 0.5, 0.8];
  const labels = [null, 0, -1, null, 0, null, -1, -1];
  const cases = predictions.map((prediction, i) => ({
    prediction,
    label: labels[i] ?? null,
    probability: probabilities[i] ?? Number.NaN,
  }));

  test('T33: labels drawn with known probabilities (statistics.md §2.4)', () => {
    expect(activeMean(cases)?.estimate).toBeCloseTo(-0.53125, 12);
    expect(activeMean(cases)?.se).toBeCloseTo(0.26065465, 7);
  });

  test('every case labelled for certain is the mean of the labels', () => {
    const sure = [0, 1, 1, -1].map((label) => ({ prediction: 0.3, label, probability: 1 }));
    expect(activeMean(sure)?.estimate).toBeCloseTo(0.25, 12);
    expect(activeMean(sure)?.se).toBeCloseTo(Math.sqrt((variance([0, 1, 1, -1]) ?? 0) / 4), 12);
  });

  test('is right on average over every possible draw', () => {
    const truth = [1, 0, 1, 0];
    const chances = [0.2, 0.5, 0.7, 0.9];
    let expected = 0;
    for (let draw = 0; draw < 16; draw++) {
      const isDrawn = truth.map((_, i) => ((draw >> i) & 1) === 1);
      const chance = chances.reduce((product, p, i) => product * (isDrawn[i] === true ? p : 1 - p), 1);
      const drawn = truth.map((label, i) => ({
        prediction: 0.4,
        label: isDrawn[i] === true ? label : null,
        probability: chances[i] ?? 1,
      }));
      expected += chance * (activeMean(drawn)?.estimate ?? Number.NaN);
    }
    expect(expected).toBeCloseTo(0.5, 12);
  });

  test('refuses probabilities outside (0, 1], and one case tells nothing', () => {
    for (const probability of [0, -0.1, 1.1, Number.NaN]) {
      expect(() => activeTerm({ prediction: 0, label: 1, probability })).toThrow(RangeError);
    }
    expect(activeMean(cases.slice(0, 1))).toBeNull();
  });
});
