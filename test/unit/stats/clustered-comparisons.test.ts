import { describe, expect, test } from 'vitest';
import { clopperPearson } from '../../../stats/clopper-pearson.ts';
import { type ClusteredValue, clusteredDifference } from '../../../stats/clustered-difference.ts';
import { clusteredRate } from '../../../stats/clustered-rate.ts';
import { clusteredSlope } from '../../../stats/clustered-slope.ts';
import { tInterval } from '../../../stats/t-interval.ts';

const valuesOf = (written: string): ClusteredValue[] =>
  written.split(' ').map((part) => ({ value: Number(part.slice(0, -1)), cluster: part.slice(-1) }));

// The numbers are those of statsmodels 0.14 (OLS, cov_type "cluster" without correction, times G/(G − 1)) and scipy.
describe('difference of two groups in clusters', () => {
  test('with one value of each in a cluster is the paired t', () => {
    const difference = clusteredDifference(
      valuesOf('1a 0b 1c 1d 0e 1f 1g 1h'),
      valuesOf('0a 0b 1c 0d 1e 1f 0g 1h'),
    );
    expect(difference).toMatchObject({ df: 7, clusters: 8 });
    expect(difference?.estimate).toBeCloseTo(0.25, 12);
    expect(difference?.se).toBeCloseTo(0.25, 12);
    const [low, high] = tInterval(difference ?? { estimate: 0, se: 0, df: 1 }, 0.95);
    expect(low).toBeCloseTo(-0.341156062898196, 9);
    expect(high).toBeCloseTo(0.841156062898196, 9);
  });

  test('with clusters that lie across both', () => {
    const difference = clusteredDifference(valuesOf('1a 0a 1b 1c 0d'), valuesOf('0a 1b 0b 0c 0c 1e'));
    expect(difference?.estimate).toBeCloseTo(0.2666666666666666, 12);
    expect(difference?.se).toBeCloseTo(0.2830826777977342, 10);
    expect(difference?.df).toBe(4);
  });

  test('needs both groups and two clusters', () => {
    expect(clusteredDifference([], valuesOf('1a'))).toBeNull();
    expect(clusteredDifference(valuesOf('1a'), valuesOf('0a'))).toBeNull();
  });
});

describe('slope in clusters', () => {
  const points = [0.1, 0.4, 0.2, 0.5, 0.3, 0.9, 0.6, 1].map((y, i) => ({
    x: i + 1,
    y,
    cluster: 'aabbccde'[i] ?? '',
  }));
  test('is that of least squares, with a cluster-robust error', () => {
    const slope = clusteredSlope(points);
    expect(slope?.estimate).toBeCloseTo(0.10952380952380947, 12);
    expect(slope?.se).toBeCloseTo(0.020260343897096, 10);
    expect(slope?.df).toBe(3);
  });

  test('needs three clusters, and an x that varies', () => {
    expect(clusteredSlope(points.slice(0, 4))).toBeNull();
    expect(clusteredSlope(points.map((point) => ({ ...point, x: 1 })))).toBeNull();
  });
});

describe('rate in clusters', () => {
  test('of single cases is Clopper and Pearson’s', () => {
    const values = Array.from({ length: 20 }, (_, i) => ({ value: i < 18 ? 1 : 0, cluster: `c${i}` }));
    expect(clusteredRate(values, 0.95)).toMatchObject({ rate: 0.9, passes: 18, n: 20 });
    expect(clusteredRate(values, 0.95)?.interval).toEqual(clopperPearson(18, 20, 0.95));
  });

  test('of twins counts each pair once', () => {
    const values = Array.from({ length: 20 }, (_, i) => ({ value: i < 18 ? 1 : 0, cluster: `c${i >> 1}` }));
    const [low = 0, high = 0] = clusteredRate(values, 0.95)?.interval ?? [];
    // scipy: beta.ppf(.025, 9, 2), beta.ppf(.975, 10, 1)
    expect(low).toBeCloseTo(0.5549838829718047, 9);
    expect(high).toBeCloseTo(0.9974714214555382, 9);
  });

  test('of one cluster counts as one case, and of none is nothing', () => {
    expect(clusteredRate(valuesOf('1a 1a 1a'), 0.95)?.interval).toEqual(clopperPearson(1, 1, 0.95));
    expect(clusteredRate([], 0.95)).toBeNull();
  });
});
