import { expect, test } from 'vitest';
import { rocAuc } from '../../../stats/roc-auc.ts';

test('the share of the pairs in which the positive one is higher, ties counting half', () => {
  // Pairs: .35 > .1, .35 < .4, .8 > .1, .8 > .4 (the example of scikit-learn's roc_auc_score).
  expect(rocAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
  expect(rocAuc([1, 1, 2, 2], [true, false, true, false])).toBe(0.5);
  expect(rocAuc([1, 1, 1], [true, false, false])).toBe(0.5);
  expect(rocAuc([3, 2, 1], [true, false, false])).toBe(1);
  expect(rocAuc([3, 2, 1], [false, false, true])).toBe(0);
});

test('as counted pair by pair', () => {
  const scores = Array.from({ length: 60 }, (_, i) => (i * 7) % 11);
  const isPositive = scores.map((_, i) => i % 3 === 0);
  let [wins, pairs] = [0, 0];
  for (const [i, score] of scores.entries())
    for (const [j, other] of scores.entries()) {
      if (isPositive[i] !== true || isPositive[j] === true) continue;
      pairs++;
      wins += score > other ? 1 : score === other ? 0.5 : 0;
    }
  expect(rocAuc(scores, isPositive)).toBeCloseTo(wins / pairs, 12);
});

test('null without one of the kinds', () => {
  expect(rocAuc([], [])).toBeNull();
  expect(rocAuc([1, 2], [true, true])).toBeNull();
  expect(rocAuc([1, 2], [false, false])).toBeNull();
  expect(() => rocAuc([1], [])).toThrow(RangeError);
});
