import { expect, test } from 'vitest';
import { cholesky, solveCholesky } from '../../../stats/cholesky.ts';
import { kernelLogistic, kernelScores } from '../../../stats/kernel-logistic.ts';
import { symmetricMatrix } from '../../../stats/symmetric-matrix.ts';

const points = Array.from({ length: 12 }, (_, i) => [
  Math.sin(3 * i + 1),
  Math.cos(5 * i),
  ((i * 7) % 5) / 5,
]);
const labels = points.map((_, i) => (i * i) % 5 < 2);
const kernel = symmetricMatrix(12, (i, j) =>
  (points[i] ?? []).reduce((sum, value, at) => sum + value * (points[j]?.[at] ?? 0), 0),
);
const all = points.map((_, at) => at);

test('log odds as LogisticRegression(C=1, fit_intercept=False) of scikit-learn on the same points and a constant', () => {
  const found = kernelScores(kernel, all, kernelLogistic(kernel, all, 1)(labels), all);
  const wanted = [
    2.24726026, 0.84004919, -0.76242162, -0.84234501, 1.23490806, 2.05660507, 0.76968352, -0.9721274,
    -0.62625381, 1.40355291, 1.99552742, 0.6125558,
  ];
  // A few steps are taken, not all.
  for (const [at, value] of wanted.entries()) expect(Math.abs((found[at] ?? 9) - value)).toBeLessThan(0.002);
});

test('items that were not learned from are scored by their likeness to those that were', () => {
  const learned = all.slice(0, 8);
  const weights = kernelLogistic(kernel, learned, 1)(labels);
  expect(weights).toHaveLength(8);
  const own = kernelLogistic(
    symmetricMatrix(8, (i, j) => kernel.values[i * 12 + j] ?? 0),
    learned,
    1,
  )(labels.slice(0, 8));
  expect([...weights]).toEqual([...own]);
  const [score] = kernelScores(kernel, learned, weights, [10]);
  const expected = learned.reduce(
    (sum, other, at) => sum + (1 + (kernel.values[120 + other] ?? 0)) * (weights[at] ?? 0),
    0,
  );
  expect(score).toBeCloseTo(expected, 12);
});

test('labels that are all the same pull all scores to that side', () => {
  const weights = kernelLogistic(kernel, all, 1)(all.map(() => true));
  expect(Math.min(...kernelScores(kernel, all, weights, all))).toBeGreaterThan(0);
});

test('Cholesky: the factor by hand, and what it solves', () => {
  const rows = [
    [4, 12, -16],
    [12, 37, -43],
    [-16, -43, 98],
  ];
  const lower = cholesky(symmetricMatrix(3, (i, j) => rows[i]?.[j] ?? 0));
  expect([...lower]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  const right = Float64Array.from([4 + 24 - 48, 12 + 74 - 129, -16 - 86 + 294]);
  solveCholesky(lower, right);
  for (const [at, value] of [1, 2, 3].entries()) expect(right[at]).toBeCloseTo(value, 10);
  expect(() => cholesky(symmetricMatrix(2, () => 1))).toThrow(RangeError);
});
