import { type ClusteredMean, clusterRobustError } from './clustered-mean.ts';
import { mean } from './mean.ts';

/**
 * Mean of values that are clustered in two ways at once, such as by seed and by persona: the variance of Cameron,
 * Gelbach and Miller (2011), V₁ + V₂ − V₁₂ of CR1 variances, but at least V₁ and at least V₂: with few clusters of one
 * kind the sum can come out below either. Degrees of freedom: the smaller number of clusters, less one.
 * Null where one of the two has fewer than two clusters. Throws a RangeError when the lists differ in length.
 */
export function twoWayMean(
  values: readonly number[],
  first: readonly string[],
  second: readonly string[],
): ClusteredMean | null {
  const both = first.map((name, i) => JSON.stringify([name, second[i] ?? '']));
  const errors = [first, second, both].map((clusters) => clusterRobustError(values, clusters, 'CR1'));
  const [one, other, crossed] = errors.map((error) => (error === null ? null : error ** 2));
  if (one == null || other == null || crossed == null) return null;
  const clusters = Math.min(new Set(first).size, new Set(second).size);
  const variance = Math.max(one + other - crossed, one, other);
  return { estimate: mean(values), se: Math.sqrt(variance), df: clusters - 1, clusters };
}
