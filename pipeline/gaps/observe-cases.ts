import { type Case, inputText } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Trial } from '../../core/run.ts';
import type { Miss, ObservedCase } from '../../gaps/observed-case.ts';
import { caseScore } from '../../runner/case-score.ts';
import type { RunRecord } from '../../runner/run-records.ts';

/** The cases of a run that have a score, as the search for gaps sees them; missing and unscored ones are left out. */
export function observeCases(
  { header, trials }: Pick<RunRecord, 'header' | 'trials'>,
  cases: readonly Case[],
): readonly ObservedCase[] {
  const byCase = groupBy(trials.values(), ({ caseId }) => caseId);
  return cases.flatMap((item): readonly ObservedCase[] => {
    const own = byCase.get(item.id) ?? [];
    const score = caseScore(own, header.repeats);
    if (score.status !== 'scored') return [];
    const { id, origin, cluster, cell, tags, expected, input } = item;
    const label = expected.kind === 'label' ? expected.label : null;
    const [first] = own;
    const miss = score.value === 1 || first === undefined ? null : missOf(first);
    const text = inputText(input);
    return [{ id, origin, cluster, cell, tags, label, text, score: score.value, miss }];
  });
}

/** Null where that attempt was right. */
function missOf(trial: Trial): Miss | null {
  if (trial.status === 'errored') return { kind: 'error', fault: trial.kind, reason: trial.message };
  const scored = trial.scores.flatMap((reading) => (reading.status === 'scored' ? [reading] : []));
  const lowest = scored.reduce<(typeof scored)[number] | null>(
    (low, reading) => (low === null || reading.value < low.value ? reading : low),
    null,
  );
  if (lowest === null || lowest.value === 1) return null;
  const { answer, reason } = lowest;
  return answer === null ? { kind: 'other', reason } : { kind: 'answer', answer, reason };
}
