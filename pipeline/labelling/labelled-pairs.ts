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
 * The random sample of pairs that people have labelled: cases of the fixed order (see `sampleOrder`) up to the first
 * whose answers are not both labelled. Pairs beyond it may be labelled too, but which ones depends on what the models
 * answered or on who chose them, and no estimate may rest on that. Cases without an answer of both models are passed over.
 */
export function labelledPairs(
  suite: string,
  cases: readonly Pick<Case, 'id'>[],
  labels: readonly Label[],
  answers: { readonly candidate: RunAnswers; readonly baseline: RunAnswers },
): readonly LabelledPair[] {
  const scores = humanScores(labels);
  const { candidate, baseline } = answers;
  const pairs: LabelledPair[] = [];
  for (const caseId of sampleOrder(
    suite,
    cases.map(({ id }) => id),
  )) {
    if (!candidate.has(caseId) || !baseline.has(caseId)) continue;
    const own = humanScoreOf(candidate, scores, caseId);
    const other = humanScoreOf(baseline, scores, caseId);
    if (own === null || other === null) break;
    pairs.push({ caseId, candidate: own, baseline: other });
  }
  return pairs;
}
