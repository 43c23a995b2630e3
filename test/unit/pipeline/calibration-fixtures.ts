import type { RunHeader, ScorerReading } from '../../../core/run.ts';
import type { Lineage } from '../../../core/suite.ts';
import type { AnsweredRun } from '../../../pipeline/calibration/output-votes.ts';
import { runAnswers } from '../../../pipeline/labelling/run-answers.ts';
import { trialKey } from '../../../runner/run-records.ts';
import { completed, headerOf } from '../runner/run-fixtures.ts';

export const lineageOf = (family: string): Lineage => ({ vendor: null, family, base: null, teacher: null });

/** A judge's votes on an answer: model → value. */
export type Votes = Readonly<Record<string, number>>;

/** A reading of `rubric`: the mean of the votes, by judges whose family is their name. */
export function rubricReading(votes: Votes): ScorerReading {
  const values = Object.values(votes);
  return {
    scorer: 'rubric',
    status: 'scored',
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
    reason: '',
    answer: null,
    votes: Object.entries(votes).map(([judge, value]) => ({ judge, family: judge, value, reason: '' })),
  };
}

/** A run of a model that answered each case with its own text, as the scorers read it. */
export function runOf(
  id: string,
  family: string,
  answers: Readonly<Record<string, { readonly text: string; readonly scores: readonly ScorerReading[] }>>,
  more: Partial<RunHeader> = {},
): AnsweredRun {
  const trials = Object.entries(answers).map(([caseId, { text, scores }]) => ({
    ...completed(caseId),
    output: { text },
    scores,
  }));
  const judges = ['j1', 'j2'].map((ref) => ({ ref, digest: null, lineage: lineageOf(ref) }));
  const header = headerOf({
    id,
    target: { ref: `model:${family}`, digest: null, lineage: lineageOf(family) },
    scorers: { main: [{ name: 'rubric', version: '1', options: 'o', prompts: { 'rubric/grade': 'p' } }] },
    judges,
    ...more,
  });
  return {
    header,
    answers: runAnswers({ trials: new Map(trials.map((trial) => [trialKey(trial), trial])) }),
  };
}
