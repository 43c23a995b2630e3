import type { Case, CaseId, ClusterId } from '../core/case.ts';
import { ExactDuplicates } from './exact-duplicates.ts';

/**
 * Rows that say the same, but for case, white space or punctuation, in one cluster, that of the first: a hundred copies of
 * one message are one piece of evidence, not a hundred. A row that declares a cluster of its own keeps it.
 */
export function clusterEqualRows(rows: readonly Case[]): readonly Case[] {
  const known = new ExactDuplicates();
  const clusters = new Map<CaseId, ClusterId>();
  return rows.map((row) => {
    const first = known.find(row, null);
    const shared = first === null ? undefined : clusters.get(first);
    const isAlone = row.cluster === row.id;
    const placed = isAlone && shared !== undefined ? { ...row, cluster: shared } : row;
    known.add(placed);
    clusters.set(placed.id, placed.cluster);
    return placed;
  });
}
