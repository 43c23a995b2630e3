import type { ObservedCase } from './observed-case.ts';

/** The first case of each cluster, at most so many, in their order. */
export function ofDifferentClusters(cases: readonly ObservedCase[], most: number): readonly ObservedCase[] {
  const seen = new Set<string>();
  return cases.filter(({ cluster }) => !seen.has(cluster) && seen.add(cluster)).slice(0, most);
}
