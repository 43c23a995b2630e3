import type { Case, CaseId } from '../core/case.ts';
import type { GuardedInput } from './guarded-texts.ts';
import { type Kinship, LineageGraph, type LineageItem } from './lineage-graph.ts';
import { type OverlappingItem, overlapFinder } from './overlap-finder.ts';

/** What may become training material: a case, or a training item with its answer. */
export type Trainable = Omit<LineageItem, 'split'> &
  OverlappingItem & {
    /** Left out: `train`. */
    readonly split?: Case['split'];
  };

/** What must not be trained on. */
export type GuardedCase = Pick<Case, 'id'> & GuardedInput;

/** A case of the suite, of either side. */
export type KnownCase = LineageItem & Pick<Case, 'input'>;

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
 * else of the suite: held-out rows, seeds of both splits and generated cases. An item is refused for a protected
 * relative, whatever the texts look like (`lineage`), and for a text that overlaps with that of a protected case or is a
 * piece of it, or of a `guarded` text of other suites, whoever wrote it (`contam`).
 */
export function trainingRefusals(
  items: readonly Trainable[],
  known: readonly KnownCase[],
  guarded: readonly GuardedCase[] = [],
): ReadonlyMap<CaseId, TrainingRefusal> {
  const graph = new LineageGraph([...known, ...items.map((item) => ({ split: 'train' as const, ...item }))]);
  const heldout = known.filter(({ id }) => graph.splitOf(id) !== 'train');
  const refusals = contaminated(items, [...heldout, ...guarded]);
  for (const { id } of items) {
    const kin = graph.protectedRelative(id);
    if (kin === null) continue;
    const named = kin.relation === 'itself' ? '' : ` ${kin.id}`;
    refusals.set(id, { code: 'lineage', other: kin.id, reason: `${words[kin.relation]}${named}` });
  }
  return refusals;
}

function contaminated(
  items: readonly Trainable[],
  guarded: readonly GuardedCase[],
): Map<CaseId, TrainingRefusal> {
  const refusalOf = contaminationGuard(guarded);
  return new Map(
    items.flatMap((item) => {
      const refusal = refusalOf(item);
      return refusal === null ? [] : [[item.id, refusal] as const];
    }),
  );
}

/**
 * Tells of one item after the other whether its texts overlap with those of guarded cases; null: it may be trained on.
 * Words that many items have in common count all the same: they may all be copies of one held-out case. A case with
 * documents is compared with them: what is asked about them may be the same for every case of a suite.
 */
export function contaminationGuard(
  guarded: readonly GuardedCase[],
): (item: OverlappingItem) => TrainingRefusal | null {
  const overlaps = overlapFinder(guarded);
  return (item) => {
    for (const { text, how } of overlaps(item)) {
      const other = guarded[text]?.id;
      if (other !== undefined) return { code: 'contam', other, reason: `${other} is held out, and ${how}` };
    }
    return null;
  };
}
