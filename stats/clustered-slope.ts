import { groupSums } from './group-sums.ts';
import { mean } from './mean.ts';
import type { Estimate } from './t-interval.ts';

/** One observation of a line: where, how much, and the cluster that it belongs to. */
export interface ClusteredPoint {
  readonly x: number;
  readonly y: number;
  readonly cluster: string;
}

/**
 * Slope of y on x by least squares, with the cluster-robust standard error of Liang and Zeger (1986), the factor
 * G/(G − 1) and G − 2 degrees of freedom. Null for fewer than three clusters, and where x does not vary.
 */
export function clusteredSlope(
  points: readonly ClusteredPoint[],
): (Estimate & { readonly clusters: number }) | null {
  const clusters = new Set(points.map(({ cluster }) => cluster)).size;
  if (clusters < 3) return null;
  const [atX, atY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const spread = points.reduce((sum, { x }) => sum + (x - atX) ** 2, 0);
  if (spread === 0) return null;
  const slope = points.reduce((sum, { x, y }) => sum + (x - atX) * (y - atY), 0) / spread;
  const pulls = points.map(({ x, y }) => ((x - atX) * (y - atY - slope * (x - atX))) / spread);
  const groups = groupSums(
    pulls,
    points.map(({ cluster }) => cluster),
  );
  const squares = [...groups.values()].reduce((total, { sum }) => total + sum ** 2, 0);
  const se = Math.sqrt((squares * clusters) / (clusters - 1));
  return { estimate: slope, se, df: clusters - 2, clusters };
}
