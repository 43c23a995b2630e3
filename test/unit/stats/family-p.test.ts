import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { familyP } from '../../../stats/family-p.ts';
import { normalCdf } from '../../../stats/normal.ts';
import { plannedClusters } from '../../../stats/planned-clusters.ts';
import { nonInferiorityFloor } from '../../../stats/planning.ts';

describe('familyP', () => {
  test.each([
    [-0.02, 0.03, [3, 1, 4, 2, 2, 5, 1, 1], -0.1, 0.3418807866],
    [0.01, 0.05, [3, 1, 4, 2, 2, 5, 1, 1], 0.07, 0.6482163463],
    [0, 0, [3, 1, 4], -0.2, 0.512],
    [-0.25, 0, [3, 1, 4, 4], -0.2, 0.6144],
    [-0.3, 0.02, [2, 2, 2, 1], -0.05, 0.9554340168],
  ])(
    'mean %d, noise %d, clusters of %j, difference %d: every set of broken clusters (numpy)',
    (mean, noise, sizes, difference, p) => {
      expect(familyP(mean, noise, sizes, difference)).toBeCloseTo(p, 9);
    },
  );

  test('nothing lost and no noise: the chance that no cluster broke', () => {
    for (const clusters of [1, 20, 59]) {
      const sizes = new Array<number>(clusters).fill(4);
      expect(familyP(0, 0, sizes, -0.05)).toBeCloseTo(0.95 ** clusters, 12);
    }
  });

  test('many small clusters are normal', () => {
    const sizes = new Array<number>(5000).fill(2);
    const spread = Math.sqrt((0.1 * 0.9) / 5000 + 0.01 ** 2);
    expect(familyP(-0.08, 0.01, sizes, -0.1)).toBeCloseTo(normalCdf(-0.02 / spread), 2);
  });

  test('rises with the difference and falls with the mean; sizes count only beside each other', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 15 });
    const share = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        sizes,
        share,
        share,
        share,
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (some, mean, one, other, noise) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          expect(familyP(mean, noise, some, low)).toBeLessThanOrEqual(
            familyP(mean, noise, some, high) + 1e-9,
          );
          expect(familyP(high, noise, some, mean)).toBeLessThanOrEqual(
            familyP(low, noise, some, mean) + 1e-9,
          );
          const doubled = some.map((size) => 2 * size);
          expect(familyP(mean, noise, doubled, one)).toBeCloseTo(familyP(mean, noise, some, one), 9);
        },
      ),
    );
  });

  test('is a probability, however many chances are added up', () => {
    for (const clusters of [100, 400, 1000]) {
      for (const difference of [-0.5, -0.2, -0.05, 0.2, 0.5]) {
        for (const estimate of [-0.9, 0.9]) {
          const p = familyP(estimate, 0.02, new Array<number>(clusters).fill(1), difference);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test('at the edges: a difference of 0 is plain noise, and whole sets are lost or gained', () => {
    expect(familyP(0.02, 0.01, [2, 3], 0)).toBeCloseTo(normalCdf(-2), 9);
    expect(familyP(-0.5, 0.01, [2, 3], -1)).toBeCloseTo(0, 12);
    expect(familyP(0.5, 0.01, [2, 3], 1)).toBeCloseTo(1, 12);
    expect(() => familyP(0, 0.1, [], -0.1)).toThrow(RangeError);
    expect(() => familyP(0, -0.1, [1], -0.1)).toThrow(RangeError);
    expect(() => familyP(0, 0.1, [1], -1.1)).toThrow(RangeError);
  });
});

describe('plannedClusters', () => {
  test('without noise it is the floor', () => {
    for (const margin of [0.02, 0.05, 0.1]) {
      expect(plannedClusters(0, margin, 0.05, 0.8)).toBe(nonInferiorityFloor(margin, 0.05));
    }
  });

  test('counting and the normal approximation meet', () => {
    // (1.6449·√(V + .0475) + .8416·√V)²/.05² for V = .1 is 324, for V = .3 819.
    expect(plannedClusters(0.1, 0.05, 0.05, 0.8)).toBeGreaterThan(310);
    expect(plannedClusters(0.1, 0.05, 0.05, 0.8)).toBeLessThan(330);
    expect(plannedClusters(0.3, 0.05, 0.05, 0.8)).toBe(819);
  });

  test('more noise, a smaller margin and more power need more', () => {
    expect(plannedClusters(0.05, 0.05, 0.05, 0.8)).toBeGreaterThan(plannedClusters(0.02, 0.05, 0.05, 0.8));
    expect(plannedClusters(0.02, 0.03, 0.05, 0.8)).toBeGreaterThan(plannedClusters(0.02, 0.05, 0.05, 0.8));
    expect(plannedClusters(0.02, 0.05, 0.05, 0.95)).toBeGreaterThan(plannedClusters(0.02, 0.05, 0.05, 0.8));
    expect(() => plannedClusters(-1, 0.05, 0.05, 0.8)).toThrow(RangeError);
    expect(() => plannedClusters(0.1, 0.05, 0.05, 1)).toThrow(RangeError);
  });
});
