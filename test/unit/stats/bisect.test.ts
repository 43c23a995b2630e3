import { expect, test } from 'vitest';
import { bisect } from '../../../stats/bisect.ts';

test('finds where a condition stops to hold, to the last bit', () => {
  expect(Math.abs(bisect((x) => x * x < 2, 0, 2) - Math.SQRT2)).toBeLessThanOrEqual(2.3e-16);
  expect(bisect((x) => x < 1e-200, 0, 1) / 1e-200).toBeCloseTo(1, 14);
  expect(bisect((x) => x < -0.25, -1, 1)).toBeCloseTo(-0.25, 15);
});

test('ends beside a bound where nothing turns', () => {
  expect(bisect(() => true, 0, 1)).toBeCloseTo(1, 15);
  expect(bisect(() => false, 0, 1)).toBeCloseTo(0, 15);
  expect(bisect(() => true, 3, 3)).toBe(3);
});
