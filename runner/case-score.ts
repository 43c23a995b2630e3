import type { ScorerReading, TrialFault } from '../core/run.ts';

/** What a case counts with. Missing and unscored are not 0: nothing was measured. */
export type CaseScore =
  | { readonly status: 'scored'; readonly value: number }
  | { readonly status: 'missing'; readonly reason: string }
  | { readonly status: 'unscored'; readonly reason: string };

/** What of a trial its score depends on. */
export type ScoredTrial =
  | { readonly status: 'completed'; readonly scores: readonly ScorerReading[] }
  | { readonly status: 'errored'; readonly kind: TrialFault; readonly message: string };

/**
 * The score of a case: per attempt the lowest of its scorers, averaged over the attempts.
 * An error or timeout of the target scores 0. One attempt without a measurement leaves the case without one.
 * `attempts` is how many were planned; fewer trials than that are missing.
 */
export function caseScore(trials: readonly ScoredTrial[], attempts: number): CaseScore {
  if (trials.length < Math.max(1, attempts)) return { status: 'missing', reason: 'never started' };
  let sum = 0;
  for (const trial of trials) {
    const score = trialScore(trial);
    if (score.status !== 'scored') return score;
    sum += score.value;
  }
  return { status: 'scored', value: sum / trials.length };
}

function trialScore(trial: ScoredTrial): CaseScore {
  if (trial.status === 'errored') {
    const isOwnFault = trial.kind === 'target' || trial.kind === 'timeout';
    return isOwnFault ? { status: 'scored', value: 0 } : { status: 'missing', reason: trial.message };
  }
  if (trial.scores.length === 0) return { status: 'unscored', reason: 'no scorer read the output' };
  let lowest = 1;
  for (const reading of trial.scores) {
    if (reading.status === 'unscored')
      return { status: 'unscored', reason: `${reading.scorer}: ${reading.reason}` };
    lowest = Math.min(lowest, reading.value);
  }
  return { status: 'scored', value: lowest };
}
