import { type GroupSum, groupSums } from './group-sums.ts';
import { mean } from './mean.ts';

/** A mean of clustered values with the noise that clusters leave in it. */
export interface ClusteredMean {
  readonly estimate: number;
  readonly se: number;
  /** Degrees of freedom of Student's t. */
  readonly df: number;
  readonly clusters: number;
}

/**
 * Mean with the cluster-robust standard error CR2 of Bell and McCaffrey (2002) and Satterthwaite's degrees of freedom:
 * about the right width from six unequal clusters on, where the plain cluster-robust error is too small.
 * The i-th value belongs to `clusters[i]`; without clusters of two it is the usual standard error with n − 1 degrees.
 * It knows nothing of what has not happened yet: without any difference the error is 0.
 * Null for fewer than two clusters. Throws a RangeError when the lists differ in length.
 */
export function clusteredMean(values: readonly number[], clusters: readonly string[]): ClusteredMean | null {
  const groups = [...groupSums(values, clusters).values()];
  const n = values.length;
  if (groups.length < 2) return null;
  const estimate = mean(values);
  const lifts = groups.map((group) => 1 / (1 - group.n / n));
  const noise = groups.reduce((sum, group, i) => sum + (lifts[i] ?? 0) * deviation(group, estimate) ** 2, 0);
  // Entries of the matrix whose eigenvalues weigh the chi-squares that the noise is made of, times n².
  const own = groups.reduce((sum, group) => sum + group.n ** 2, 0);
  const crossed = groups.map((group, i) => (lifts[i] ?? 0) * group.n ** 2);
  const total = crossed.reduce((sum, value) => sum + value, 0);
  const squares = crossed.reduce((sum, value) => sum + value ** 2, 0);
  const df = n ** 2 / (own + (total ** 2 - squares) / n ** 2);
  return { estimate, se: Math.sqrt(noise) / n, df, clusters: groups.length };
}

/**
 * Plain cluster-robust standard error of a mean: CR0 as in Miller (2024, arXiv 2411.00640), CR1 with the factor
 * G/(G − 1). Null for fewer than two clusters. Throws a RangeError when the lists differ in length.
 */
export function clusterRobustError(
  values: readonly number[],
  clusters: readonly string[],
  correction: 'CR0' | 'CR1',
): number | null {
  const groups = [...groupSums(values, clusters).values()];
  if (groups.length < 2) return null;
  const estimate = mean(values);
  const noise = groups.reduce((sum, group) => sum + deviation(group, estimate) ** 2, 0);
  const factor = correction === 'CR0' ? 1 : groups.length / (groups.length - 1);
  return Math.sqrt(factor * noise) / values.length;
}

function deviation({ sum, n }: GroupSum, estimate: number): number {
  return sum - n * estimate;
}
