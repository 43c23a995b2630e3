import { expect, test } from 'vitest';
import { variance } from '../../../stats/variance.ts';

test('divides by n - 1', () => {
  expect(variance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 14);
  expect(variance([1, 0])).toBe(0.5);
  expect(variance([3, 3, 3])).toBe(0);
});

test('keeps its precision far from 0', () => {
  expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
});

test('cannot be estimated from fewer than two values', () => {
  expect(variance([])).toBeNull();
  expect(variance([7])).toBeNull();
});
