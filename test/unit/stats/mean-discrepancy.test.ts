import { expect, test } from 'vitest';
import {
  gaussianKernel,
  meanDiscrepancy,
  medianDistance,
  squaredDistances,
} from '../../../stats/mean-discrepancy.ts';

const points = [
  ...[
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ],
  ...[
    [2, 2],
    [3, 2],
    [2, 3],
  ],
];
const isFirst = [true, true, true, true, false, false, false];
const distances = squaredDistances(points);

test('T37: bandwidth 1, and the median of the distances (Gretton et al. 2012)', () => {
  expect(meanDiscrepancy(gaussianKernel(distances, 1), isFirst)).toBeCloseTo(0.92601899, 7);
  const bandwidth = medianDistance(distances);
  expect(bandwidth).toBeCloseTo(2.23606798, 7);
  expect(meanDiscrepancy(gaussianKernel(distances, bandwidth), isFirst)).toBeCloseTo(0.7733266, 7);
});

test('which group is called the first does not matter', () => {
  const kernel = gaussianKernel(distances, 1);
  expect(
    meanDiscrepancy(
      kernel,
      isFirst.map((one) => !one),
    ),
  ).toBeCloseTo(0.92601899, 7);
});

test('groups of the same points: below 0, since a point is not compared with itself', () => {
  const twice = squaredDistances([
    [0, 0],
    [1, 0],
    [0, 0],
    [1, 0],
  ]);
  // Within: e^-½ each; between: (1 + e^-½) / 2, twice.
  expect(meanDiscrepancy(gaussianKernel(twice, 1), [true, true, false, false])).toBeCloseTo(
    Math.exp(-0.5) - 1,
    12,
  );
});

test('a bandwidth of 0 tells equal points from others', () => {
  expect([...gaussianKernel(squaredDistances([[1], [1], [2]]), 0).values]).toEqual([
    1, 1, 0, 1, 1, 0, 0, 0, 1,
  ]);
});

test('what cannot be measured is null, what does not fit together throws', () => {
  const kernel = gaussianKernel(distances, 1);
  expect(meanDiscrepancy(kernel, [true, ...new Array<boolean>(6).fill(false)])).toBeNull();
  expect(meanDiscrepancy(kernel, new Array<boolean>(7).fill(true))).toBeNull();
  expect(() => meanDiscrepancy(kernel, [true])).toThrow(RangeError);
  expect(() => squaredDistances([[1], [1, 2]])).toThrow(RangeError);
  expect(medianDistance(squaredDistances([[1]]))).toBe(0);
});
