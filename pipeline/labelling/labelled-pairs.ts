import type { Case, CaseId } from '../../core/case.ts';
import { humanScores, type Label } from '../../core/label.ts';
import { sampleOrder } from '../../core/sample-order.ts';
import { humanScoreOf, type RunAnswers } from './run-answers.ts';

/** What people say of both models' answers to a case, 0–1 each. */
export interface LabelledPair {
  readonly caseId: CaseId;
  readonly candidate: number;
  readonly baseline: number;
}

/**
 * The random sample that people have labelled: cases of the fixed order (see `sampleOrder`) up to the first that has no
 * label, with what people say of each. Cases beyond it may be labelled too, but which ones depends on what the models
 * answered or on who chose them, and no estimate may rest on that.
 */
export function labelledPrefix<Value>(
  suite: string,
  ids: readonly CaseId[],
  labelOf: (id: CaseId) => Value | null,
): readonly (readonly [CaseId, Value])[] {
  const labelled: (readonly [CaseId, Value])[] = [];
  for (const id of sampleOrder(suite, ids)) {
    const label = labelOf(id);
    if (label === null) break;
    labelled.push([id, label]);
  }
  return labelled;
}

/** The random sample of pairs whose answers are both labelled. Cases without an answer of both models are passed over. */
export function labelledPairs(
  suite: string,
  cases: readonly Pick<Case, 'id'>[],
  labels: readonly Label[],
  { candidate, baseline }: { readonly candidate: RunAnswers; readonly baseline: RunAnswers },
): readonly LabelledPair[] {
  const scores = humanScores(labels);
  const ids = cases.map(({ id }) => id).filter((id) => candidate.has(id) && baseline.has(id));
  const found = labelledPrefix(suite, ids, (caseId) => {
    const own = humanScoreOf(candidate, scores, caseId);
    const other = humanScoreOf(baseline, scores, caseId);
    return own === null || other === null ? null : { caseId, candidate: own, baseline: other };
  });
  return found.map(([, pair]) => pair);
}
