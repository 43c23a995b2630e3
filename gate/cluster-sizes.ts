/** How many times each name occurs, in order of first appearance. */
export function clusterSizes(clusters: readonly string[]): readonly number[] {
  const sizes = new Map<string, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  return [...sizes.values()];
}

/** Size of the cluster that an average value lies in, Σn²/n; 1 for no values. */
export function averageClusterSize(clusters: readonly string[]): number {
  if (clusters.length === 0) return 1;
  return clusterSizes(clusters).reduce((sum, size) => sum + size ** 2, 0) / clusters.length;
}
