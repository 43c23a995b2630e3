import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { balancedPick, weightedPick } from '../../../generators/balanced-pick.ts';
import { interleave } from '../../../generators/interleave.ts';
import { shuffledIndexes } from '../../../generators/shuffled-indexes.ts';

describe('shuffledIndexes', () => {
  test('gives each index once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.nat(), (size, seed) => {
        const found = [...shuffledIndexes(size, createRandom(seed))];
        expect([...found].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index));
      }),
    );
  });

  test('each index comes first about equally often', () => {
    const counts = [0, 0, 0, 0, 0];
    for (let seed = 0; seed < 5000; seed++) {
      const [first = -1] = shuffledIndexes(5, createRandom(seed));
      counts[first] = (counts[first] ?? 0) + 1;
    }
    // Standard deviation of one count: sqrt(5000 × 0.2 × 0.8) = 28.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * 28);
  });

  test('takes a few of very many at once', () => {
    const source = shuffledIndexes(Number.MAX_SAFE_INTEGER, createRandom(1));
    const few = Array.from({ length: 1000 }, () => source.next().value ?? -1);
    expect(new Set(few).size).toBe(1000);
    expect(few.filter((index) => index > Number.MAX_SAFE_INTEGER / 2).length).toBeGreaterThan(400);
  });
});

describe('balancedPick', () => {
  test('goes by weight at first and against frequent use', () => {
    const items = [{ weight: 3 }, { weight: 1 }] as const;
    const random = createRandom(1);
    const share = (uses: readonly [number, number]) => {
      const drawn = Array.from({ length: 4000 }, () =>
        balancedPick(items, (item) => uses[item.weight === 3 ? 0 : 1], random),
      );
      return drawn.filter(({ weight }) => weight === 3).length / 4000;
    };
    expect(share([0, 0])).toBeCloseTo(0.75, 1);
    expect(share([3, 1])).toBeCloseTo(0.75, 1);
    // 9 / (3 + 27) against 1 / (1 + 0).
    expect(share([27, 0])).toBeCloseTo(0.3 / 1.3, 1);
  });

  test('an empty list has nothing to pick', () => {
    expect(() => weightedPick([], [], createRandom(1))).toThrow(RangeError);
  });
});

test('interleave takes one of each in turn', () => {
  expect([...interleave<number | string>([[1, 2, 3], [], ['a'], ['x', 'y']])]).toEqual([
    1,
    'a',
    'x',
    2,
    'y',
    3,
  ]);
  expect([...interleave([])]).toEqual([]);
});
