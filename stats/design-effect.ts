import { mean } from './mean.ts';

/** How much clusters inflate the variance of a mean, and what that was computed from. */
export interface DesignEffect {
  /** Intraclass correlation, 0–1; 0 where no cluster has two values to be alike. */
  readonly icc: number;
  /** Variance relative to independent values, at least 1: n values carry the evidence of n / factor. */
  readonly factor: number;
  readonly clusters: number;
}

/**
 * Design effect 1 + (Σ n_g²/n − 1)·ICC of the mean of `differences`, of which the i-th belongs to cluster `clusters[i]`.
 * ICC by one-way analysis of variance with unequal cluster sizes (Donner 1986), clipped to [0, 1]; taken as 1, the
 * worst case, when all differences are equal, because then nothing shows how alike clusters are.
 * The factor is 1 when every cluster holds one value. Returns null for fewer than two clusters: it cannot be estimated.
 * Throws a RangeError when the lists differ in length.
 */
export function designEffect(
  differences: readonly number[],
  clusters: readonly string[],
): DesignEffect | null {
  if (differences.length !== clusters.length) {
    throw new RangeError(`${differences.length} differences but ${clusters.length} cluster names`);
  }
  const groups = groupByCluster(differences, clusters);
  const n = differences.length;
  if (groups.length < 2) return null;
  if (groups.length === n) return { icc: 0, factor: 1, clusters: n };
  const meanSize = groups.reduce((total, group) => total + group.length ** 2, 0) / n;
  const icc = differences.every((value) => value === differences[0]) ? 1 : correlation(groups, n, meanSize);
  return { icc, factor: 1 + (meanSize - 1) * icc, clusters: groups.length };
}

function groupByCluster(values: readonly number[], clusters: readonly string[]): readonly number[][] {
  const groups = new Map<string | undefined, number[]>();
  values.forEach((value, i) => {
    const group = groups.get(clusters[i]);
    if (group === undefined) groups.set(clusters[i], [value]);
    else group.push(value);
  });
  return [...groups.values()];
}

/** `meanSize` is Σ n_g²/n, the size of the cluster that an average value lies in. */
function correlation(groups: readonly (readonly number[])[], n: number, meanSize: number): number {
  const total = mean(groups.flat());
  let between = 0;
  let within = 0;
  for (const group of groups) {
    const centre = mean(group);
    between += group.length * (centre - total) ** 2;
    within += group.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  }
  const betweenSquare = between / (groups.length - 1);
  const withinSquare = within / (n - groups.length);
  const typicalSize = (n - meanSize) / (groups.length - 1);
  const raw = (betweenSquare - withinSquare) / (betweenSquare + (typicalSize - 1) * withinSquare);
  return Math.min(1, Math.max(0, raw));
}
