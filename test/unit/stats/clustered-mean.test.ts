import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusteredMean, clusterRobustError } from '../../../stats/clustered-mean.ts';
import { mean } from '../../../stats/mean.ts';
import { studentTQuantile } from '../../../stats/student-t.ts';
import { twoWayMean } from '../../../stats/two-way-mean.ts';
import { populationVariance, variance } from '../../../stats/variance.ts';

// Data P of statistics.md §10.
const BASELINE = [1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1];
const CANDIDATE = [1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0];
const P = CANDIDATE.map((score, i) => score - (BASELINE[i] ?? Number.NaN));
const CLUSTERS = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8].map(String);
const PERSONAS = [1, 2, 3, 1, 2, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1].map(String);

const each = P.map((_, i) => String(i));

describe('clusteredMean', () => {
  test('T1: mean and independent standard error of data P (statsmodels OLS)', () => {
    const found = clusteredMean(P, each);
    expect(found?.estimate).toBeCloseTo(-0.08333333, 7);
    expect(found?.se).toBeCloseTo(0.10279899, 7);
    expect(found?.df).toBeCloseTo(23, 9);
    expect(found?.clusters).toBe(24);
  });

  test('T2: CR2, Satterthwaite df and 90 % interval of data P (statistics.md, numpy eigenvalues)', () => {
    const found = clusteredMean(P, CLUSTERS);
    expect(found?.se).toBeCloseTo(0.08360346, 7);
    expect(found?.df).toBeCloseTo(6.58689952, 7);
    const half = studentTQuantile(0.95, found?.df ?? Number.NaN) * (found?.se ?? Number.NaN);
    expect(mean(P) - half).toBeCloseTo(-0.24323401, 7);
    expect(mean(P) + half).toBeCloseTo(0.07656734, 7);
  });

  test('without clusters of two it is the usual standard error with n − 1 degrees', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(values, (some) => {
        const found = clusteredMean(
          some,
          some.map((_, i) => `c${i}`),
        );
        expect(found?.se).toBeCloseTo(Math.sqrt((variance(some) ?? 0) / some.length), 9);
        expect(found?.df).toBeCloseTo(some.length - 1, 6);
      }),
    );
  });

  test('copies inside clusters change neither error nor degrees of freedom', () => {
    const twice = clusteredMean([...P, ...P], [...CLUSTERS, ...CLUSTERS]);
    const once = clusteredMean(P, CLUSTERS);
    expect(twice?.se).toBeCloseTo(once?.se ?? Number.NaN, 12);
    expect(twice?.df).toBeCloseTo(once?.df ?? Number.NaN, 9);
  });

  test('fewer than two clusters tell nothing', () => {
    expect(clusteredMean([], [])).toBeNull();
    expect(clusteredMean([1, 0], ['a', 'a'])).toBeNull();
    expect(() => clusteredMean([1, 0], ['a'])).toThrow(RangeError);
  });
});

describe('clusterRobustError', () => {
  test('T1: CR0 and CR1 of data P (statsmodels OLS, cov_type cluster)', () => {
    expect(clusterRobustError(P, CLUSTERS, 'CR0')).toBeCloseTo(0.07825991, 7);
    expect(clusterRobustError(P, CLUSTERS, 'CR1')).toBeCloseTo(0.08366337, 7);
  });

  test('T2: 90 % interval of CR1 with t of G − 1 degrees (statsmodels)', () => {
    const half = studentTQuantile(0.95, 7) * (clusterRobustError(P, CLUSTERS, 'CR1') ?? Number.NaN);
    expect(mean(P) - half).toBeCloseTo(-0.24184016, 7);
    expect(mean(P) + half).toBeCloseTo(0.07517349, 7);
  });

  test('fewer than two clusters tell nothing', () => {
    expect(clusterRobustError([1, 0], ['a', 'a'], 'CR0')).toBeNull();
  });
});

describe('twoWayMean', () => {
  test('T3: of data P by cluster and persona the sum is below either part, so the larger part counts (statistics.md)', () => {
    const [byCluster, byPersona] = [CLUSTERS, PERSONAS].map(
      (names) => clusterRobustError(P, names, 'CR1') ?? 0,
    );
    const both = CLUSTERS.map((name, i) => `${name}/${PERSONAS[i]}`);
    const crossed = clusterRobustError(P, both, 'CR1') ?? 0;
    expect(Math.sqrt((byCluster ?? 0) ** 2 + (byPersona ?? 0) ** 2 - crossed ** 2)).toBeCloseTo(
      0.05530179,
      7,
    );
    const found = twoWayMean(P, CLUSTERS, PERSONAS);
    expect(found?.se).toBeCloseTo(Math.max(byCluster ?? 0, byPersona ?? 0), 12);
    expect(found).toMatchObject({ df: 2, clusters: 3 });
  });

  test('a second clustering that splits everything adds nothing, one that repeats the first changes nothing', () => {
    const one = clusterRobustError(P, CLUSTERS, 'CR1') ?? Number.NaN;
    expect(twoWayMean(P, CLUSTERS, CLUSTERS)?.se).toBeCloseTo(one, 12);
    const iid = clusterRobustError(P, each, 'CR1') ?? Number.NaN;
    expect(twoWayMean(P, CLUSTERS, each)?.se).toBeCloseTo(Math.max(one, iid), 12);
  });

  test('effects of both clusterings add up', () => {
    // Sixteen cells, four rows and four columns, each with an effect of its own and nothing else.
    const effects = [-3, -1, 1, 3];
    const cells = effects.flatMap((row) => effects.map((column) => ({ row, column })));
    const found = twoWayMean(
      cells.map(({ row, column }) => row + column),
      cells.map(({ row }) => `${row}`),
      cells.map(({ column }) => `${column}`),
    );
    const way = ((4 / 3) * 20) / 4 ** 2;
    const crossed = ((16 / 15) * 160) / 16 ** 2;
    expect(found?.se).toBeCloseTo(Math.sqrt(2 * way - crossed), 12);
  });

  test('is null where one of the two has a single cluster', () => {
    expect(twoWayMean([1, 0], ['a', 'b'], ['x', 'x'])).toBeNull();
    expect(() => twoWayMean([1, 0], ['a', 'b'], ['x'])).toThrow(RangeError);
  });
});

test('variance and population variance of no or one value', () => {
  expect(variance([3])).toBeNull();
  expect(populationVariance([1, 3])).toBe(1);
  expect(populationVariance([3])).toBe(0);
  expect(() => populationVariance([])).toThrow(RangeError);
  expect(() => mean([])).toThrow(RangeError);
});
