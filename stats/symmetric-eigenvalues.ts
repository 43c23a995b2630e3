import type { SymmetricMatrix } from './symmetric-matrix.ts';

/** Halvings after which an interval is as narrow as a double can tell. */
const halvings = 60;

/**
 * The eigenvalues of a symmetric matrix, from small to large, each to about 1e-15 of the largest. By Householder's
 * reflections to three diagonals, and bisection on how many lie below a point (Golub and Van Loan, §8.3 and §8.4).
 */
export function symmetricEigenvalues({ size, values }: SymmetricMatrix): Float64Array {
  const { diagonal, beside } = tridiagonal(size, Float64Array.from(values));
  const reach = Math.max(
    0,
    ...diagonal.map((value, i) => Math.abs(value) + Math.abs(beside[i - 1] ?? 0) + Math.abs(beside[i] ?? 0)),
  );
  const found = new Float64Array(size);
  for (let rank = 0; rank < size; rank++) {
    let low = -reach;
    let high = reach;
    for (let step = 0; step < halvings; step++) {
      const middle = (low + high) / 2;
      if (countBelow(diagonal, beside, middle) > rank) high = middle;
      else low = middle;
    }
    found[rank] = (low + high) / 2;
  }
  return found;
}

/** The diagonal, and the one beside it, of a matrix with the same eigenvalues that has no others. Overwrites `a`. */
function tridiagonal(size: number, a: Float64Array) {
  const beside = new Float64Array(Math.max(0, size - 1));
  const v = new Float64Array(size);
  const p = new Float64Array(size);
  for (let k = 0; k < size - 1; k++) {
    let square = 0;
    for (let i = k + 1; i < size; i++) {
      v[i] = a[i * size + k] ?? 0;
      square += (v[i] ?? 0) ** 2;
    }
    const first = v[k + 1] ?? 0;
    const length = Math.sqrt(square);
    const reflected = first > 0 ? -length : length;
    beside[k] = reflected;
    v[k + 1] = first - reflected;
    // Half of v·v: of a column that is nothing but 0 there is nothing to reflect.
    const half = square - first * reflected;
    if (half > 0) reflect(size, k + 1, a, v, p, half);
  }
  return { diagonal: Float64Array.from({ length: size }, (_, i) => a[i * size + i] ?? 0), beside };
}

/** Reflects the rows and columns from `from` on: A − v·wᵀ − w·vᵀ with w = p − (v·p / 2h)·v and p = A·v / h. */
function reflect(
  size: number,
  from: number,
  a: Float64Array,
  v: Float64Array,
  p: Float64Array,
  half: number,
): void {
  let along = 0;
  for (let i = from; i < size; i++) {
    let sum = 0;
    for (let j = from; j < size; j++) sum += (a[i * size + j] ?? 0) * (v[j] ?? 0);
    p[i] = sum / half;
    along += (p[i] ?? 0) * (v[i] ?? 0);
  }
  const share = along / (2 * half);
  for (let i = from; i < size; i++) p[i] = (p[i] ?? 0) - share * (v[i] ?? 0);
  for (let i = from; i < size; i++) {
    for (let j = from; j < size; j++) {
      const at = i * size + j;
      a[at] = (a[at] ?? 0) - (v[i] ?? 0) * (p[j] ?? 0) - (p[i] ?? 0) * (v[j] ?? 0);
    }
  }
}

/** How many eigenvalues are less than x: the negative pivots of the matrix less x (Sylvester's law of inertia). */
function countBelow(diagonal: Float64Array, beside: Float64Array, x: number): number {
  let count = 0;
  let pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    const coupling = i === 0 ? 0 : (beside[i - 1] ?? 0) ** 2;
    pivot = (diagonal[i] ?? 0) - x - (coupling === 0 ? 0 : coupling / pivot);
    if (pivot === 0) pivot = Number.EPSILON * Number.EPSILON;
    if (pivot < 0) count++;
  }
  return count;
}
