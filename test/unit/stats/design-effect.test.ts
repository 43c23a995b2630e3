import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designEffect } from '../../../stats/design-effect.ts';
import { tangoInterval } from '../../../stats/tango.ts';

const CLUSTERS_OF_P = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8].map(String);

test('T29: clustered Tango, 90 % interval before and after the design effect (statistics.md)', () => {
  const differences = [0, 0, -1, -1, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0];
  const effect = designEffect(differences, CLUSTERS_OF_P);
  expect(effect?.icc).toBeCloseTo(0.42831577, 7);
  expect(effect?.factor).toBeCloseTo(1.9280175, 7);
  expect(effect?.clusters).toBe(8);
  const plain = tangoInterval(1, 4, 24, 0.9);
  expect(plain?.[0]).toBeCloseTo(-0.29356996, 7);
  expect(plain?.[1]).toBeCloseTo(0.03462698, 7);
  const factor = effect?.factor ?? Number.NaN;
  const scaled = tangoInterval(1 / factor, 4 / factor, 24 / factor, 0.9);
  expect(scaled?.[0]).toBeCloseTo(-0.36714228, 7);
  expect(scaled?.[1]).toBeCloseTo(0.11721938, 7);
});

describe('edges', () => {
  test('equal differences count as fully alike: the factor is the mean size Σ n_g²/n', () => {
    for (const value of [0, 1, -1, 0.1]) {
      const effect = designEffect([value, value, value, value], ['a', 'a', 'a', 'b']);
      expect(effect).toEqual({ icc: 1, factor: 2.5, clusters: 2 });
    }
  });

  test('one value in every cluster inflates nothing', () => {
    expect(designEffect([0, 1, -1], ['a', 'b', 'c'])).toEqual({ icc: 0, factor: 1, clusters: 3 });
    expect(designEffect([0, 0, 0], ['a', 'b', 'c'])).toEqual({ icc: 0, factor: 1, clusters: 3 });
  });

  test('fewer than two clusters tell nothing', () => {
    expect(designEffect([], [])).toBeNull();
    expect(designEffect([1], ['a'])).toBeNull();
    expect(designEffect([1, 0, 0], ['a', 'a', 'a'])).toBeNull();
  });

  test('clusters that are alike inside have ICC 1, clusters with equal means have ICC 0', () => {
    const names = ['a', 'a', 'b', 'b', 'c', 'c'];
    expect(designEffect([1, 1, 0, 0, -1, -1], names)).toEqual({ icc: 1, factor: 2, clusters: 3 });
    expect(designEffect([1, -1, 1, -1, 1, -1], names)).toEqual({ icc: 0, factor: 1, clusters: 3 });
  });

  test('refuses lists of different length', () => {
    expect(() => designEffect([1, 0], ['a'])).toThrow(RangeError);
  });
});

const clustered = fc.array(fc.tuple(fc.constantFrom(-1, 0, 1), fc.constantFrom('a', 'b', 'c', 'd', 'e')), {
  minLength: 2,
  maxLength: 60,
});

function effectOf(pairs: readonly (readonly [number, string])[]) {
  return designEffect(
    pairs.map(([value]) => value),
    pairs.map(([, cluster]) => cluster),
  );
}

describe('properties', () => {
  test('the order of cases and the names of clusters do not matter', () => {
    const shuffled = clustered.chain((pairs) =>
      fc.tuple(
        fc.constant(pairs),
        fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([pairs, permuted]) => {
        const before = effectOf(pairs);
        const after = effectOf(permuted.map(([value, cluster]) => [value, `family ${cluster}`] as const));
        if (before === null || after === null) {
          expect(after).toBe(before);
          return;
        }
        expect(after.clusters).toBe(before.clusters);
        expect(after.icc).toBeCloseTo(before.icc, 10);
        expect(after.factor).toBeCloseTo(before.factor, 10);
      }),
    );
  });

  test('lies between 1 and the mean cluster size', () => {
    fc.assert(
      fc.property(clustered, (pairs) => {
        const effect = effectOf(pairs);
        fc.pre(effect !== null);
        const sizes = new Map<string, number>();
        for (const [, cluster] of pairs) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
        const meanSize = [...sizes.values()].reduce((sum, size) => sum + size * size, 0) / pairs.length;
        expect(effect.icc).toBeGreaterThanOrEqual(0);
        expect(effect.icc).toBeLessThanOrEqual(1);
        expect(effect.factor).toBeGreaterThanOrEqual(1);
        expect(effect.factor).toBeLessThanOrEqual(meanSize + 1e-9);
      }),
    );
  });

  test('copies inside a cluster that is alike add no evidence: n / factor stays', () => {
    const families = fc.array(fc.tuple(fc.constantFrom(-1, 0, 1), fc.integer({ min: 1, max: 6 })), {
      minLength: 2,
      maxLength: 25,
    });
    fc.assert(
      fc.property(families, fc.integer({ min: 2, max: 4 }), (sized, copies) => {
        const pairs = sized.flatMap(([value, size], i) =>
          Array.from({ length: size }, () => [value, String(i)] as const),
        );
        const once = effectOf(pairs);
        const often = effectOf(pairs.flatMap((pair) => Array.from({ length: copies }, () => pair)));
        const evidence = pairs.length / (once?.factor ?? Number.NaN);
        expect((pairs.length * copies) / (often?.factor ?? Number.NaN)).toBeCloseTo(evidence, 8);
      }),
    );
  });
});

test('is linear in the number of cases: 200 000 in 50 000 clusters at once', () => {
  const n = 200_000;
  const differences = Array.from({ length: n }, (_, i) => (i % 97 === 0 ? -1 : 0));
  const clusters = Array.from({ length: n }, (_, i) => String(i % 50_000));
  expect(designEffect(differences, clusters)?.clusters).toBe(50_000);
});
