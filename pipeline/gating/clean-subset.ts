import type { Case, Origin } from '../../core/case.ts';
import type { CleanSubset } from '../../core/report.ts';
import type { Task } from '../../core/suite.ts';
import { type DecisionPolicy, decide } from '../../gate/decide.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import { summariseScores } from '../running/summarise-scores.ts';
import type { ContaminatedCases } from './contaminated-cases.ts';

/** What the figures are made of. */
interface Gated {
  readonly cases: readonly Case[];
  readonly pairs: readonly PairedCase[];
  readonly candidate: RunRecord;
  readonly policy: DecisionPolicy;
  readonly task: Task;
}

/** Scores and arms without the contaminated cases; null where it is not known which those are. */
export function cleanSubset(found: ContaminatedCases, gated: Gated): CleanSubset | null {
  if (found.status === 'unknown') return null;
  const isClean = (id: string) => !found.ids.has(id);
  const cases = gated.cases.filter(({ id }) => isClean(id));
  const pairs = gated.pairs.filter(({ caseId }) => isClean(caseId));
  const leftOut = (origin: Origin) =>
    gated.cases.filter((item) => item.origin === origin && !isClean(item.id)).length;
  // Slices and the skills of an index may be empty now, and nothing depends on them here.
  const { index: _, ...plain } = gated.policy;
  const policy = { ...plain, critical: {} };
  return {
    trainingRows: found.rows,
    leftOut: { real: leftOut('real'), synthetic: leftOut('synthetic') },
    arms: pairs.some(({ origin }) => origin === 'real') ? decide(pairs, policy).arms : [],
    scores: summariseScores(gated.candidate, cases, gated.task),
  };
}

/** What a reader must know before the numbers. */
export function contaminationNotes(found: ContaminatedCases, clean: CleanSubset | null): readonly string[] {
  if (found.status === 'unknown')
    return [`whether cases stand in what the model was trained on is not known: ${found.why}`];
  const { real, synthetic } = clean?.leftOut ?? { real: 0, synthetic: 0 };
  if (real + synthetic === 0) return [];
  return [
    `${real} real and ${synthetic} synthetic cases stand in the training rows or nearly so (\`heldout check\`): see the clean subset`,
  ];
}
