import { describe, expect, test } from 'vitest';
import { type AllocationRule, allocate, allocateTraining, type Fillable } from '../../../gaps/allocate.ts';

const cell = (name: string, mean: number, sd: number, more: Partial<Fillable> = {}): Fillable => ({
  name,
  shrunk: { mean, sd },
  goal: 0.9,
  weight: 1,
  ...more,
});
const sumOf = (parts: ReadonlyMap<string, number>) => [...parts.values()].reduce((sum, n) => sum + n, 0);

describe('new held-out cases', () => {
  test('by hand: a fifth evenly, the rest by weight × how far below the goal a cell may lie', () => {
    // Lower ends .4 − .1645 = .2355 (touches the band: needs .6645) and .8 − .1645 = .6355 (half of .2645).
    const cells = [cell('weak', 0.4, 0.1), cell('fair', 0.8, 0.1), cell('good', 0.99, 0.01)];
    const parts = allocate(100, cells, 'lcb', 0);
    // 20 evenly: 7, 7, 6; 80 by .66449 : .13224 : 0 → 66.7, 13.3, 0.
    expect(Object.fromEntries(parts)).toEqual({ weak: 7 + 67, fair: 7 + 13, good: 6 });
  });

  test('what is hopeless counts half of what is in the band, and what is heavy twice', () => {
    const cells = [cell('hopeless', 0, 0.001), cell('band', 0.4, 0.001, { goal: 1.3, weight: 0.5 })];
    const parts = allocate(1000, cells, 'lcb', 0);
    expect(parts.get('hopeless')).toBe(parts.get('band'));
    const heavy = allocate(1000, [cell('a', 0.4, 0.05, { weight: 2 }), cell('b', 0.4, 0.05)], 'lcb', 0);
    expect(heavy.get('a')).toBe(100 + 533);
  });

  test.each<AllocationRule>(['lcb', 'top-two'])(
    '%s: the parts add up, whatever the cells are like',
    (rule) => {
      for (const budget of [0, 1, 3, 100]) {
        const perfect = [cell('a', 1, 0.001), cell('b', 1, 0.001)];
        const hopeless = [cell('a', 0, 0.02, { goal: 0 }), cell('b', 0, 0.02, { goal: 0 })];
        for (const cells of [
          perfect,
          hopeless,
          [cell('only', 0.5, 0.3)],
          [...perfect, cell('weak', 0.2, 0.1)],
        ])
          expect(sumOf(allocate(budget, cells, rule, 1))).toBe(budget);
      }
      expect(allocate(10, [], rule, 1).size).toBe(0);
    },
  );

  test('top-two: the weakest gets most, the second much, and the same seed gives the same', () => {
    const cells = [cell('weakest', 0.3, 0.05), cell('second', 0.5, 0.05), cell('good', 0.9, 0.02)];
    const parts = allocate(500, cells, 'top-two', 7);
    expect(parts).toEqual(allocate(500, cells, 'top-two', 7));
    const [weakest = 0, second = 0, good = 0] = [...parts.values()];
    expect(weakest).toBeGreaterThan(150);
    // Half of the draws go to the second where the first is sure.
    expect(second).toBeGreaterThan(100);
    expect(good).toBeLessThan(60);
  });
});

test('training items go where a cell surely falls short, or where none does by shortfall', () => {
  const sure = allocateTraining(30, [cell('sure', 0.3, 0.01), cell('unsure', 0.85, 0.2)]);
  expect(Object.fromEntries(sure)).toEqual({ sure: 30, unsure: 0 });
  const none = allocateTraining(30, [cell('a', 0.7, 0.5), cell('b', 0.8, 0.5)]);
  expect(Object.fromEntries(none)).toEqual({ a: 20, b: 10 });
  expect(Object.fromEntries(allocateTraining(30, [cell('done', 1, 0.1)]))).toEqual({ done: 0 });
});
