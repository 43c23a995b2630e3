import { expect, test } from 'vitest';
import { varianceComponents } from '../../../stats/variance-components.ts';

const SIX = [
  [1, 1, 0, 1],
  [0, 0, 0, 1],
  [1, 1, 1, 1],
  [0, 1, 1, 0],
  [1, 1, 1, 1],
  [0, 0, 0, 0],
];

test('T26: six cases, four repeats (statistics.md, analysis of variance)', () => {
  const found = varianceComponents(SIX);
  expect(found?.mean).toBeCloseTo(0.58333333, 7);
  expect(found?.within).toBeCloseTo(0.13888889, 7);
  expect(found?.between).toBeCloseTo(0.13194444, 7);
  expect(found?.se).toBeCloseTo(0.16666667, 7);
});

test('repeats of one answer are no noise, and too few cases or repeats tell nothing', () => {
  expect(
    varianceComponents([
      [1, 1],
      [0, 0],
      [1, 1],
    ]),
  ).toMatchObject({ within: 0 });
  expect(varianceComponents([[1], [0]])).toBeNull();
  expect(varianceComponents([[1, 0]])).toBeNull();
  expect(varianceComponents([])).toBeNull();
  expect(() => varianceComponents([[1, 0], [1]])).toThrow(RangeError);
});
