import { groupSums } from './group-sums.ts';
import { mean } from './mean.ts';
import type { Estimate } from './t-interval.ts';

/** A value and the cluster that it belongs to. */
export interface ClusteredValue {
  readonly value: number;
  readonly cluster: string;
}

/**
 * Difference of the means of two groups, first minus second, whose values may share clusters: with one value of each in
 * every cluster it is the paired difference, with clusters of one kind only that of two samples. Cluster-robust
 * standard error with the factor G/(G − 1), and G − 1 degrees of freedom.
 * Null for an empty group or fewer than two clusters.
 */
export function clusteredDifference(
  first: readonly ClusteredValue[],
  second: readonly ClusteredValue[],
): (Estimate & { readonly clusters: number }) | null {
  if (first.length === 0 || second.length === 0) return null;
  const [one, other] = [mean(first.map(numberOf)), mean(second.map(numberOf))];
  // How far each value moves the difference.
  const pulls = [
    ...first.map(({ value }) => (value - one) / first.length),
    ...second.map(({ value }) => (other - value) / second.length),
  ];
  const groups = groupSums(
    pulls,
    [...first, ...second].map(({ cluster }) => cluster),
  );
  const clusters = groups.size;
  if (clusters < 2) return null;
  const squares = [...groups.values()].reduce((total, { sum }) => total + sum ** 2, 0);
  const se = Math.sqrt((squares * clusters) / (clusters - 1));
  return { estimate: one - other, se, df: clusters - 1, clusters };
}

function numberOf({ value }: ClusteredValue): number {
  return value;
}
