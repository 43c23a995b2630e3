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
 * `attempts` is how many were planned; fewer trials than that are missing. With `leftOut` the votes of judges of that
 * family do not count: what they alone scored is unscored.
 */
export function caseScore(
  trials: readonly ScoredTrial[],
  attempts: number,
  leftOut: string | null = null,
): CaseScore {
  if (trials.length < Math.max(1, attempts)) return { status: 'missing', reason: 'never started' };
  let sum = 0;
  for (const trial of trials) {
    const score = trialScore(trial, leftOut);
    if (score.status !== 'scored') return score;
    sum += score.value;
  }
  return { status: 'scored', value: sum / trials.length };
}

/** The scores of the attempts that have one, in order. */
export function attemptScores(trials: readonly ScoredTrial[]): readonly number[] {
  return trials.flatMap((trial) => {
    const score = trialScore(trial, null);
    return score.status === 'scored' ? [score.value] : [];
  });
}

/** The families of judges that voted in some trial, each once. */
export function votingFamilies(trials: Iterable<ScoredTrial>): readonly string[] {
  const families = new Set<string>();
  for (const trial of trials) {
    if (trial.status === 'errored') continue;
    for (const reading of trial.scores) {
      if (reading.status === 'scored') for (const { family } of reading.votes ?? []) families.add(family);
    }
  }
  return [...families];
}

function trialScore(trial: ScoredTrial, leftOut: string | null): CaseScore {
  if (trial.status === 'errored') {
    const isOwnFault = trial.kind === 'target' || trial.kind === 'timeout';
    return isOwnFault ? { status: 'scored', value: 0 } : { status: 'missing', reason: trial.message };
  }
  if (trial.scores.length === 0) return { status: 'unscored', reason: 'no scorer read the output' };
  let lowest = 1;
  for (const reading of trial.scores) {
    if (reading.status === 'unscored')
      return { status: 'unscored', reason: `${reading.scorer}: ${reading.reason}` };
    const value = valueWithout(reading, leftOut);
    if (value === null) return { status: 'unscored', reason: `${reading.scorer}: only ${leftOut} judged it` };
    lowest = Math.min(lowest, value);
  }
  return { status: 'scored', value: lowest };
}

/** The mean of the votes that count; null where none is left. */
function valueWithout(
  { value, votes }: Extract<ScorerReading, { status: 'scored' }>,
  leftOut: string | null,
): number | null {
  const left = votes?.filter(({ family }) => family !== leftOut);
  if (votes === undefined || left?.length === votes.length) return value;
  if (left === undefined || left.length === 0) return null;
  return left.reduce((sum, vote) => sum + vote.value, 0) / left.length;
}
