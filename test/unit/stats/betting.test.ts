import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bettingWealth, bettingWealthOfList } from '../../../stats/betting.ts';
import { bettingInterval } from '../../../stats/betting-interval.ts';
import { nonInferiorityFloor } from '../../../stats/planning.ts';
import { plugInWealth } from '../../../stats/plug-in-wealth.ts';

/** The worked sequence of statistics.md §5.2, margin .1. */
const D = [0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
const single = D.map((value) => ({ sum: value, n: 1 }));

function expectWealth(path: readonly number[], after: Readonly<Record<number, number>>): void {
  for (const [count, wealth] of Object.entries(after)) {
    expect(path[Number(count) - 1], `after ${count}`).toBeCloseTo(wealth, 7);
  }
}

describe('bettingWealth', () => {
  test('T22: PASS side of the worked sequence (confseq diversified_betting_mart, statistics.md §5.2)', () => {
    const path = bettingWealth(single, { bound: -0.1, side: 'above' }).map(Math.exp);
    expectWealth(path, { 1: 1.05555556, 2: 1.11503928, 3: 1.8159995, 6: 0.86460678, 20: 4.21364375 });
  });

  test('T22: FAIL side of the worked sequence (statistics.md §5.2)', () => {
    const path = bettingWealth(single, { bound: -0.1, side: 'below' }).map(Math.exp);
    expectWealth(path, { 1: 0.95454545, 6: 0.56205851, 20: 0.19146516 });
  });

  test('T43: both sides for data P at margin .05 (statistics.md)', () => {
    const base = [1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1];
    const cand = [1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0];
    const steps = cand.map((score, i) => ({ sum: score - (base[i] ?? Number.NaN), n: 1 }));
    const last = (side: 'above' | 'below') =>
      Math.exp(bettingWealth(steps, { bound: -0.05, side }).at(-1) ?? 0);
    expect(last('above')).toBeCloseTo(0.33589868, 7);
    expect(last('below')).toBeCloseTo(0.64257694, 7);
  });

  test('the order inside a batch does not matter', () => {
    const value = fc.integer({ min: -10, max: 10 }).map((tenths) => ({ sum: tenths / 10, n: 1 }));
    const two = fc
      .array(value, { minLength: 1, maxLength: 30 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(two, ([list, shuffled]) => {
        const wealth = (of: typeof list) => bettingWealth(of, { bound: -0.05, side: 'above' }).at(-1);
        expect(wealth(shuffled)).toBeCloseTo(wealth(list) ?? Number.NaN, 9);
      }),
    );
  });

  test('swapping the sides swaps the wagers', () => {
    const swapped = single.map(({ sum, n }) => ({ sum: -sum, n }));
    const own = bettingWealth(single, { bound: -0.1, side: 'below' });
    expect(bettingWealth(swapped, { bound: 0.1, side: 'above' })).toEqual(own);
  });

  test('wealth is a fair game at the bound: its mean over every sequence stays 1', () => {
    // One value of −1 or 0, with mean exactly −.2, and clusters of one or two of the same value.
    const chance = { lost: 0.2, kept: 0.8 };
    const outcomes = [1, 2].flatMap((n) => [
      { sum: -n, n, p: chance.lost / 2 },
      { sum: 0, n, p: chance.kept / 2 },
    ]);
    let expected = 0;
    for (const a of outcomes) {
      for (const b of outcomes) {
        for (const c of outcomes) {
          const path = bettingWealth([a, b, c], { bound: -0.2, side: 'above', largest: 2 });
          expected += a.p * b.p * c.p * Math.exp(path[2] ?? Number.NaN);
        }
      }
    }
    expect(expected).toBeCloseTo(1, 12);
  });

  test('long runs do not overflow', () => {
    const path = bettingWealth(new Array(5000).fill({ sum: 1, n: 1 }), { bound: -0.05, side: 'above' });
    expect(path.at(-1)).toBeGreaterThan(1000);
    expect(path.every(Number.isFinite)).toBe(true);
  });

  test('cannot pass below the floor where nothing differs', () => {
    for (const margin of [0.02, 0.05, 0.1]) {
      const floor = nonInferiorityFloor(margin, 0.05);
      const path = bettingWealth(new Array(floor - 1).fill({ sum: 0, n: 1 }), {
        bound: -margin,
        side: 'above',
      });
      expect(Math.max(...path)).toBeLessThan(Math.log(20));
    }
  });

  test('refuses bounds, sizes and values that cannot be', () => {
    expect(() => bettingWealth(single, { bound: -1, side: 'above' })).toThrow(RangeError);
    expect(() => bettingWealth([{ sum: 0, n: 2 }], { bound: 0, side: 'above' })).toThrow(RangeError);
    expect(() => bettingWealth([{ sum: 1.1, n: 1 }], { bound: 0, side: 'above' })).toThrow(RangeError);
  });
});

describe('bettingWealthOfList', () => {
  test('T23: without replacement from 40 (confseq, N = 40)', () => {
    const path = bettingWealthOfList(D, 40, { bound: -0.1, side: 'above' }).map(Math.exp);
    expectWealth(path, { 6: 0.90255326, 20: 12.57685601 });
  });

  test('is certain once the rest cannot undo what was seen', () => {
    // Of four, three kept: the mean is at least −.25, above −.3.
    const kept = bettingWealthOfList([0, 0, 0], 4, { bound: -0.3, side: 'above' });
    expect(kept.at(-1)).toBeGreaterThan(0);
    expect(bettingWealthOfList([0, 0, 0, 0], 4, { bound: -0.3, side: 'above' }).at(-1)).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(bettingWealthOfList([-1, -1, -1, -1], 4, { bound: 0.9, side: 'above' }).at(-1)).toBe(
      Number.NEGATIVE_INFINITY,
    );
  });
});

test('T24: one plug-in bet, c = .5, alpha .05 (confseq betting_mart)', () => {
  expectWealth(plugInWealth(D, -0.1, 0.05), { 1: 1.05555556, 3: 1.79509602, 6: 1.00004578, 20: 4.96642654 });
});

describe('bettingInterval', () => {
  test('T25: 95 % interval of the worked sequence (statistics.md; confseq hedged_cs [−.257, .431])', () => {
    const [lower, upper] = bettingInterval(single, 0.95);
    expect(lower).toBeCloseTo(-0.24011876, 7);
    expect(upper).toBeCloseTo(0.44036505, 7);
  });

  test('knows nothing before the first value, and contains the mean after it', () => {
    expect(bettingInterval([], 0.95)).toEqual([-1, 1]);
    const values = fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, (tenths) => {
        const steps = tenths.map((value) => ({ sum: value / 10, n: 1 }));
        const mean = tenths.reduce((sum, value) => sum + value / 10, 0) / tenths.length;
        const [lower, upper] = bettingInterval(steps, 0.9);
        expect(lower).toBeLessThanOrEqual(mean + 1e-9);
        expect(upper).toBeGreaterThanOrEqual(mean - 1e-9);
        expect(
          bettingInterval(
            steps.map(({ sum, n }) => ({ sum: -sum, n })),
            0.9,
          )[0],
        ).toBeCloseTo(-upper, 9);
      }),
    );
  });
});
