import type { Duel } from '../../core/duel.ts';
import type { Trial } from '../../core/run.ts';

type Completed = Extract<Trial, { status: 'completed' }>;

/**
 * What of a pair of trials needs no judge: a model that gave no output for a reason of its own loses to one that did.
 * `missing` where one of them is missing for other reasons; the two outputs where a judge must compare them.
 */
export function plainDuel(
  candidate: Trial | undefined,
  baseline: Trial | undefined,
): Duel | 'missing' | { readonly candidate: Completed; readonly baseline: Completed } {
  if (candidate === undefined || baseline === undefined) return 'missing';
  if (isMissing(candidate) || isMissing(baseline)) return 'missing';
  if (candidate.status === 'completed' && baseline.status === 'completed') return { candidate, baseline };
  const compared = { status: 'compared', votes: [] } as const;
  if (candidate.status === 'completed')
    return { ...compared, difference: 1, reason: 'the baseline gave no output' };
  if (baseline.status === 'completed')
    return { ...compared, difference: -1, reason: `the candidate gave no output: ${candidate.message}` };
  return { ...compared, difference: 0, reason: 'neither gave an output' };
}

/** An error that is not the model's says nothing about it. */
function isMissing(trial: Trial): boolean {
  return trial.status === 'errored' && (trial.kind === 'infra' || trial.kind === 'budget');
}
