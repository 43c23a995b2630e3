import type { Case, CaseId, ClusterId } from '../core/case.ts';
import { digest, shortDigest } from '../core/digest.ts';
import { canonicalJson, type Json } from '../core/json.ts';

/** Two equal rows: the first is kept. */
export interface EqualRows {
  readonly kept: Case;
  readonly dropped: Case;
}

/** What a run scores: held-out cases, real and synthetic. */
export interface Dataset {
  /** The suite's id. */
  readonly id: string;
  /** Real cases in the order of their sources, then synthetic ones by id. */
  readonly cases: readonly Case[];
  /** Over everything that a verdict depends on: ids, clusters, origins and tags. Order does not matter. */
  readonly digest: string;
  readonly equalRows: readonly EqualRows[];
}

/** Puts real rows and generated cases together; of equal rows the first is kept. */
export function assembleDataset(id: string, real: readonly Case[], generated: readonly Case[]): Dataset {
  const kept = new Map<CaseId, Case>();
  const equalRows: EqualRows[] = [];
  for (const item of [...real, ...generated.filter((made) => made.split === 'heldout')]) {
    const before = kept.get(item.id);
    if (before === undefined) kept.set(item.id, item);
    else equalRows.push({ kept: before, dropped: item });
  }
  const cases = [...kept.values()];
  return { id, cases, digest: datasetDigest(cases), equalRows };
}

/** Clusters that lie on both sides of a split, with a case of each side. */
export function splitConflicts<Row extends { readonly cluster: ClusterId }>(
  heldout: readonly Row[],
  train: readonly Row[],
): readonly { readonly cluster: ClusterId; readonly heldout: Row; readonly train: Row }[] {
  const byCluster = new Map(heldout.map((item) => [item.cluster, item]));
  const conflicts = new Map<ClusterId, { cluster: ClusterId; heldout: Row; train: Row }>();
  for (const item of train) {
    const other = byCluster.get(item.cluster);
    if (other !== undefined)
      conflicts.set(item.cluster, { cluster: item.cluster, heldout: other, train: item });
  }
  return [...conflicts.values()];
}

/** Digest of one case's input: the same for equal inputs whatever is expected of them. */
export function inputDigest(item: Pick<Case, 'input'>): string {
  // Inputs are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson(item.input as unknown as Json));
}

function datasetDigest(cases: readonly Case[]): string {
  const lines = cases.map((item) =>
    canonicalJson([item.id, item.cluster, item.origin, [...item.tags].sort()]),
  );
  return digest(lines.sort().join('\n'));
}
