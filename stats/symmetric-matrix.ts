/** A symmetric matrix, row after row. */
export interface SymmetricMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** The matrix whose value in row i and column j is `entry(i, j)`; asked for j ≤ i alone. */
export function symmetricMatrix(size: number, entry: (i: number, j: number) => number): SymmetricMatrix {
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = entry(i, j);
      values[i * size + j] = value;
      values[j * size + i] = value;
    }
  }
  return { size, values };
}
