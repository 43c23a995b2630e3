import { quantile } from './quantile.ts';
import { type SymmetricMatrix, symmetricMatrix } from './symmetric-matrix.ts';

/** Squared Euclidean distances between points. Throws a RangeError where they differ in dimension. */
export function squaredDistances(points: readonly (readonly number[])[]): SymmetricMatrix {
  const dimension = points[0]?.length ?? 0;
  if (points.some((point) => point.length !== dimension))
    throw new RangeError('all points must have the same dimension');
  return symmetricMatrix(points.length, (i, j) =>
    (points[i] ?? []).reduce((sum, value, at) => sum + (value - (points[j]?.[at] ?? 0)) ** 2, 0),
  );
}

/** The median of the distances between two different points; 0 for fewer than two points. */
export function medianDistance({ size, values }: SymmetricMatrix): number {
  const pairs = new Float64Array((size * (size - 1)) / 2);
  let at = 0;
  for (let i = 1; i < size; i++) for (let j = 0; j < i; j++) pairs[at++] = values[i * size + j] ?? 0;
  return at === 0 ? 0 : Math.sqrt(quantile([...pairs.sort()], 0.5));
}

/** exp(−d²/2h²) of squared distances. A bandwidth of 0 tells equal points from others and nothing more. */
export function gaussianKernel({ size, values }: SymmetricMatrix, bandwidth: number): SymmetricMatrix {
  const scale = 2 * bandwidth * bandwidth;
  return {
    size,
    values: values.map((square) => (scale === 0 ? (square === 0 ? 1 : 0) : Math.exp(-square / scale))),
  };
}

/**
 * The squared maximum mean discrepancy of two groups of points, without bias (Gretton et al. 2012, MMD²ᵤ): how much more
 * points are alike within the groups than between them. About 0, also below it, where both are of one distribution.
 * Null where a group has fewer than two points. Throws a RangeError where there is not one word for each point.
 */
export function meanDiscrepancy(
  { size, values }: SymmetricMatrix,
  isFirst: readonly boolean[],
): number | null {
  if (isFirst.length !== size) throw new RangeError(`${isFirst.length} words for ${size} points`);
  let [first, both, second] = [0, 0, 0];
  for (let i = 1; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const value = values[i * size + j] ?? 0;
      if (isFirst[i] !== isFirst[j]) both += value;
      else if (isFirst[i] === true) first += value;
      else second += value;
    }
  }
  const n = isFirst.filter(Boolean).length;
  const m = size - n;
  if (n < 2 || m < 2) return null;
  return (2 * first) / (n * (n - 1)) + (2 * second) / (m * (m - 1)) - (2 * both) / (n * m);
}
