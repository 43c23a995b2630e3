import type { Case, CaseId } from '../core/case.ts';
import { type Kinship, LineageGraph, type LineageItem } from './lineage-graph.ts';

/** What a training export would hold: the case that an item is made of. */
export type TrainingItem = LineageItem & Pick<Case, 'input'>;

/** Why an item may not be trained on. */
export interface TrainingRefusal {
  readonly code: 'lineage' | 'contam';
  /** The protected case that it is related to or overlaps with. */
  readonly other: CaseId;
  readonly reason: string;
}

const words: Readonly<Record<Kinship['relation'], string>> = {
  itself: 'it is held out itself',
  ancestor: 'it descends from the held-out case',
  descendant: 'it is a parent of the held-out case',
  sibling: 'it has a parent in common with the held-out case',
  'cluster-mate': 'it is in one cluster with the held-out case',
  'unknown parent': 'nobody knows its parent',
};

/**
 * The items that must not be trained on, by id, with the reason; those that may are not in it. `known` is everything
 * else of the suite: held-out rows, seeds of both splits and generated cases. What a protected case is related to by
 * blood or cluster would teach the test; relatives are found by ids, so nothing depends on how texts look.
 */
export function trainingRefusals(
  items: readonly TrainingItem[],
  known: readonly LineageItem[],
): ReadonlyMap<CaseId, TrainingRefusal> {
  const graph = new LineageGraph([...known, ...items]);
  const refusals = new Map<CaseId, TrainingRefusal>();
  for (const { id } of items) {
    const kin = graph.protectedRelative(id);
    if (kin === null) continue;
    const named = kin.relation === 'itself' ? '' : ` ${kin.id}`;
    refusals.set(id, { code: 'lineage', other: kin.id, reason: `${words[kin.relation]}${named}` });
  }
  return refusals;
}
