import { describe, expect, test } from 'vitest';
import { bcaInterval, clusterBootstrap } from '../../../stats/cluster-bootstrap.ts';
import { mean } from '../../../stats/mean.ts';
import { mulberry32 } from '../../../stats/mulberry32.ts';
import { quantile } from '../../../stats/quantile.ts';
import { variance } from '../../../stats/variance.ts';

// Data P of statistics.md §10.
const P = [0, 0, 1, 0, -1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, -1];
const CLUSTERS = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8].map(String);

test('T30: first four numbers of mulberry32(12345) (statistics.md, checked in node)', () => {
  const random = mulberry32(12345);
  for (const expected of [0.97972827, 0.30675226, 0.48420542, 0.81793441]) {
    expect(random()).toBeCloseTo(expected, 7);
  }
});

describe('clusterBootstrap', () => {
  const found = clusterBootstrap(P, CLUSTERS, { resamples: 2000, seed: 12345 });

  test('T30: mean, deviation and type 7 quantiles of 2000 resamples of data P (statistics.md, python)', () => {
    const means = found?.means ?? [];
    expect(found?.estimate).toBeCloseTo(-0.08333333, 7);
    expect(mean(means)).toBeCloseTo(-0.08256749, 7);
    expect(Math.sqrt(variance(means) ?? Number.NaN)).toBeCloseTo(0.07913035, 7);
    expect(quantile(means, 0.05)).toBeCloseTo(-0.20833333, 7);
    expect(quantile(means, 0.95)).toBeCloseTo(0.04347826, 7);
  });

  test('T30: bias, acceleration and 90 % BCa interval (statistics.md, python)', () => {
    expect(found?.bias).toBeCloseTo(0.00751996, 7);
    expect(found?.acceleration).toBeCloseTo(0.01879909, 7);
    const interval = found === null ? null : bcaInterval(found, 0.9);
    expect(interval?.[0]).toBeCloseTo(-0.2, 7);
    expect(interval?.[1]).toBeCloseTo(0.04545455, 7);
  });

  test('has no width where nothing differs, and tells nothing of one cluster', () => {
    const none = clusterBootstrap([0, 0, 0], ['a', 'b', 'c'], { resamples: 50, seed: 1 });
    expect(none === null ? null : bcaInterval(none, 0.9)).toEqual([0, 0]);
    expect(clusterBootstrap([1, 0], ['a', 'a'], { resamples: 50, seed: 1 })).toBeNull();
  });
});

describe('quantile', () => {
  test('type 7, as R and numpy', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBeCloseTo(1.75, 12);
    expect([0, 0.5, 1].map((p) => quantile([1, 2, 10], p))).toEqual([1, 2, 10]);
  });

  test('refuses no values and what is no share', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });
});
