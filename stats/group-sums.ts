/** The values of one cluster, added up. */
export interface GroupSum {
  readonly sum: number;
  readonly n: number;
}

/**
 * Sums of values by cluster, in order of first appearance; the i-th value belongs to `clusters[i]`.
 * Throws a RangeError when the lists differ in length.
 */
export function groupSums(
  values: readonly number[],
  clusters: readonly string[],
): ReadonlyMap<string, GroupSum> {
  if (values.length !== clusters.length) {
    throw new RangeError(`${values.length} values but ${clusters.length} cluster names`);
  }
  const groups = new Map<string, GroupSum>();
  clusters.forEach((cluster, i) => {
    const { sum, n } = groups.get(cluster) ?? { sum: 0, n: 0 };
    groups.set(cluster, { sum: sum + (values[i] ?? 0), n: n + 1 });
  });
  return groups;
}
