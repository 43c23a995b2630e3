import type { CaseId } from '../../core/case.ts';
import { labelledItem } from '../../core/label.ts';
import { outputDigest } from '../../core/output-digest.ts';
import type { ScorerReading, TargetOutput } from '../../core/run.ts';
import type { AcceptedBaseline } from '../../runner/accepted-baseline.ts';
import type { RunRecord } from '../../runner/run-records.ts';

/** What a run answered to a case, at its first attempt. */
export interface RunAnswer {
  /** See `outputDigest`; null where the target failed, which is wrong without anybody looking. */
  readonly digest: string | null;
  /** null where there is none, or where its words are not on this machine. */
  readonly output: TargetOutput | null;
  readonly scores: readonly ScorerReading[];
}

/** What a run answered, by case. A case whose trial is missing by infrastructure or budget is not there. */
export type RunAnswers = ReadonlyMap<CaseId, RunAnswer>;

/** The answers of a run, or of the accepted baseline as it is kept. */
export function runAnswers({ trials }: Pick<RunRecord, 'trials'> | AcceptedBaseline): RunAnswers {
  const answers = new Map<CaseId, RunAnswer>();
  for (const trial of trials.values()) {
    if (trial.attempt !== 0) continue;
    if (trial.status === 'completed') {
      const { output, scores } = trial;
      const digest = 'outputDigest' in trial ? trial.outputDigest : outputDigest(trial.output);
      answers.set(trial.caseId, { digest, output, scores });
    } else if (trial.kind === 'target' || trial.kind === 'timeout') {
      answers.set(trial.caseId, { digest: null, output: null, scores: [] });
    }
  }
  return answers;
}

/** What people say of a run's answer to a case, 0–1; null where they said nothing or there is no answer. `scores` as `humanScores` gives them. */
export function humanScoreOf(
  answers: RunAnswers,
  scores: ReadonlyMap<string, number>,
  caseId: CaseId,
): number | null {
  const answer = answers.get(caseId);
  if (answer === undefined) return null;
  if (answer.digest === null) return 0;
  return scores.get(labelledItem({ caseId, output: answer.digest })) ?? null;
}
