import type { Case, CaseId, Reject } from '../../core/case.ts';
import type { FrozenItem, FrozenSet } from '../../core/drift.ts';
import { labelledItem } from '../../core/label.ts';
import { sampleOrder } from '../../core/sample-order.ts';
import type { CaseDecision } from '../labelling/case-decisions.ts';
import type { AnsweredRun } from './output-votes.ts';

/** Items of a frozen set; with fewer labelled ones there is none yet. */
export const frozenItems = 50;

/** Cases that people decided on, as items that may be frozen. */
export function freezableCases(
  items: readonly (Case | Reject)[],
  decisions: ReadonlyMap<CaseId, CaseDecision>,
): readonly FrozenItem[] {
  return items.flatMap(({ id, relabels, provenance }) => {
    const decision = decisions.get(id)?.decision ?? 'split';
    if (decision === 'split' || relabels !== undefined || provenance.kind !== 'generated') return [];
    return [{ caseId: id, output: null, run: null, human: decision === 'accept' ? 1 : 0 }];
  });
}

/** Answers that people labelled, each once, as items that may be frozen. */
export function freezableOutputs(
  runs: readonly AnsweredRun[],
  human: ReadonlyMap<string, number>,
): readonly FrozenItem[] {
  const found = new Map<string, FrozenItem>();
  for (const { header, answers } of runs) {
    for (const [caseId, { digest, output }] of answers) {
      if (digest === null || output === null) continue;
      const label = human.get(labelledItem({ caseId, output: digest }));
      const item = { caseId, output: digest, run: header.id };
      if (label !== undefined) found.set(labelledItem(item), { ...item, human: label });
    }
  }
  return [...found.values()];
}

/**
 * Freezes a set: half of it what people call wrong, as far as there is so much, since that is where judges differ; each
 * half in the fixed order. Null where fewer than 50 items are labelled.
 */
export function freeze(
  suite: string,
  about: FrozenSet['about'],
  items: readonly FrozenItem[],
  at: Date,
): FrozenSet | null {
  if (items.length < frozenItems) return null;
  const byKey = new Map(items.map((item) => [labelledItem(item), item]));
  const ordered = sampleOrder(suite, byKey.keys()).flatMap((key) => byKey.get(key) ?? []);
  const wrong = ordered.filter(({ human }) => human < 1);
  const right = ordered.filter(({ human }) => human === 1);
  const half = frozenItems / 2;
  const some = wrong.slice(0, Math.max(half, frozenItems - right.length));
  const chosen = [...some, ...right.slice(0, frozenItems - some.length)];
  return { kind: 'frozen', about, at: at.toISOString(), items: chosen };
}
