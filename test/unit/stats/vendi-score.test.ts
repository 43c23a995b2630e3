import { expect, test } from 'vitest';
import { symmetricEigenvalues } from '../../../stats/symmetric-eigenvalues.ts';
import { type SymmetricMatrix, symmetricMatrix } from '../../../stats/symmetric-matrix.ts';
import { vendiScore } from '../../../stats/vendi-score.ts';

const matrix = (rows: readonly (readonly number[])[]): SymmetricMatrix =>
  symmetricMatrix(rows.length, (i, j) => rows[i]?.[j] ?? Number.NaN);

test('T38 (exp of the entropy of the eigenvalues, Friedman and Dieng 2023)', () => {
  const alike = matrix([
    [1, 0.9, 0.1],
    [0.9, 1, 0.2],
    [0.1, 0.2, 1],
  ]);
  expect(vendiScore(alike)).toBeCloseTo(2.12497895, 7);
});

test('as many as there are where none is like another, one where all are the same', () => {
  expect(vendiScore(symmetricMatrix(50, (i, j) => (i === j ? 1 : 0)))).toBeCloseTo(50, 9);
  expect(vendiScore(symmetricMatrix(50, () => 1))).toBeCloseTo(1, 9);
  // Two kinds, half and half.
  expect(vendiScore(symmetricMatrix(50, (i, j) => (i % 2 === j % 2 ? 1 : 0)))).toBeCloseTo(2, 9);
  expect(vendiScore(matrix([]))).toBe(0);
});

test('eigenvalues that are known in closed form', () => {
  // −1, 2, −1 along the diagonals: 2 − 2·cos(kπ / (n + 1)).
  const n = 40;
  const path = symmetricMatrix(n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));
  const found = symmetricEigenvalues(path);
  for (let k = 1; k <= n; k++)
    expect(found[k - 1]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / (n + 1)), 12);
  // Hilbert's matrix of 3: worked out from its characteristic polynomial.
  const hilbert = symmetricEigenvalues(symmetricMatrix(3, (i, j) => 1 / (i + j + 1)));
  for (const [at, value] of [0.002687340356, 0.122327065854, 1.408318927124].entries())
    expect(hilbert[at]).toBeCloseTo(value, 11);
});

test('the eigenvalues sum to the trace and their squares to those of all entries', () => {
  const own = symmetricMatrix(30, (i, j) => Math.sin(1 + 7 * i * j + i + j));
  const found = [...symmetricEigenvalues(own)];
  const trace = Array.from({ length: 30 }, (_, i) => own.values[31 * i] ?? 0).reduce((a, b) => a + b, 0);
  expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(trace, 10);
  expect(found.reduce((a, b) => a + b * b, 0)).toBeCloseTo(
    own.values.reduce((a, b) => a + b * b, 0),
    9,
  );
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});
