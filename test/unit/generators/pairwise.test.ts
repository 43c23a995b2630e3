import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { countPairs, pairwiseRows } from '../../../generators/pairwise.ts';

function rows(sizes: readonly number[], seed: number | string = 1): readonly (readonly number[])[] {
  return [...pairwiseRows(sizes, createRandom(seed))].map(({ levels }) => levels);
}

/** Every pair of levels of two factors, as text. */
function allPairs(sizes: readonly number[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let a = 0; a < sizes.length; a++) {
    for (let b = a + 1; b < sizes.length; b++) {
      for (let x = 0; x < (sizes[a] ?? 0); x++)
        for (let y = 0; y < (sizes[b] ?? 0); y++) pairs.add(`${a}=${x},${b}=${y}`);
    }
  }
  return pairs;
}

function coveredBy(found: readonly (readonly number[])[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const levels of found) {
    for (let a = 0; a < levels.length; a++) {
      for (let b = a + 1; b < levels.length; b++) pairs.add(`${a}=${levels[a]},${b}=${levels[b]}`);
    }
  }
  return pairs;
}

const factorSizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 7 });

describe('pairwiseRows', () => {
  test('covers every pair, and each row covers something new', () => {
    fc.assert(
      fc.property(factorSizes, fc.nat(), (sizes, seed) => {
        const found = rows(sizes, seed);
        expect(coveredBy(found)).toEqual(allPairs(sizes));
        for (const [index, levels] of found.entries()) {
          expect(levels).toHaveLength(sizes.length);
          expect(coveredBy(found.slice(0, index + 1)).size).toBeGreaterThan(
            coveredBy(found.slice(0, index)).size,
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  test('counts what is covered', () => {
    fc.assert(
      fc.property(factorSizes, fc.nat(), (sizes, seed) => {
        const found = [...pairwiseRows(sizes, createRandom(seed))];
        expect(countPairs(sizes)).toBe(allPairs(sizes).size);
        expect(found.at(-1)?.covered).toBe(countPairs(sizes));
        const half = found.slice(0, Math.ceil(found.length / 2));
        expect(half.at(-1)?.covered).toBe(coveredBy(half.map(({ levels }) => levels)).size);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    // No array is smaller than the product of its two largest factors: 9, 9, 16, 4 and 100 rows here.
    { sizes: Array(4).fill(3), most: 13 },
    { sizes: Array(13).fill(3), most: 22 },
    { sizes: Array(10).fill(4), most: 34 },
    { sizes: Array(20).fill(2), most: 14 },
    { sizes: [10, 10, 10], most: 140 },
  ])('$sizes needs at most $most rows', ({ sizes, most }) => {
    const product = sizes.reduce((all: number, size: number) => all * size, 1);
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(rows(sizes, seed).length).toBeLessThanOrEqual(most);
      expect(rows(sizes, seed).length).toBeLessThan(product / 5);
    }
  });

  test('no factor, one factor, one level', () => {
    expect(rows([])).toEqual([[]]);
    expect([...rows([3])].sort()).toEqual([[0], [1], [2]]);
    expect(rows([1, 1, 1])).toEqual([[0, 0, 0]]);
    expect(() => rows([2, 0])).toThrow(RangeError);
  });

  test('the seed decides', () => {
    expect(rows([5, 4, 3, 2], 1)).toEqual(rows([5, 4, 3, 2], 1));
    expect(rows([5, 4, 3, 2], 1)).not.toEqual(rows([5, 4, 3, 2], 2));
  });
});
