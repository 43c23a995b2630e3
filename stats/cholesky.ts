import type { SymmetricMatrix } from './symmetric-matrix.ts';

/**
 * The lower triangle L with L·Lᵀ = A, row after row, of a matrix that is positive definite. Throws a RangeError for one
 * that is not.
 */
export function cholesky({ size, values }: SymmetricMatrix): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = values[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
      if (i > j) lower[i * size + j] = sum / (lower[j * size + j] ?? 1);
      else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
      else throw new RangeError('the matrix is not positive definite');
    }
  }
  return lower;
}

/** The x with L·Lᵀ·x = `right`, in its place. */
export function solveCholesky(lower: Float64Array, right: Float64Array): void {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (lower[i * size + k] ?? 0) * (right[k] ?? 0);
    right[i] = sum / (lower[i * size + i] ?? 1);
  }
  // Backwards column by column: the rows of L lie together in memory, its columns do not.
  for (let i = size - 1; i >= 0; i--) {
    const value = (right[i] ?? 0) / (lower[i * size + i] ?? 1);
    right[i] = value;
    for (let k = 0; k < i; k++) right[k] = (right[k] ?? 0) - (lower[i * size + k] ?? 0) * value;
  }
}
