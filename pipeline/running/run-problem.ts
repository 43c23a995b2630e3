import type { Problem } from '../../core/errors.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import type { RunAccounts } from '../../runner/tally.ts';

/** Why a run does not count as done, or null when it does. */
export function runProblem(
  { header, trials, end }: RunRecord,
  accounts: RunAccounts,
  maxMissing: number,
): Problem | null {
  const { planned, faults, lost, missingShare, skipped } = accounts;
  const problem = (code: Problem['code'], message: string, hint: string): Problem => ({
    code,
    message,
    place: null,
    hint,
  });
  if (lost > 0) {
    return problem(
      'RUN_UNFINISHED',
      `run ${header.id}: nothing accounts for ${lost} of ${planned} planned trials`,
      'the run was killed: go on with `heldout run SUITE --resume`',
    );
  }
  if (planned > 0 && faults.infra === planned) {
    const first = [...trials.values()].find((trial) => trial.status === 'errored');
    const why = first?.status === 'errored' ? first.message : 'no message';
    return problem(
      'INFRASTRUCTURE',
      `every trial ended by infrastructure, the first by: ${why}`,
      'is the server running?',
    );
  }
  if (header.role === 'baseline') {
    const silent = noAnswer({ header, trials });
    if (silent !== null) return silent;
  }
  if (missingShare > maxMissing) {
    const why = [
      ...(skipped > 0 ? [`${skipped} skipped${end?.interrupted === true ? ' by the interrupt' : ''}`] : []),
      ...(faults.infra > 0 ? [`${faults.infra} infrastructure`] : []),
      ...(faults.budget > 0 ? [`${faults.budget} budget`] : []),
    ];
    return problem(
      'RUN_MISSING',
      `run ${header.id}: ${percent(missingShare)} of the ${planned} planned trials have no score (${why.join(', ')}); gate.maxMissing is ${percent(maxMissing)}`,
      '`heldout run SUITE --resume` tries those again',
    );
  }
  return null;
}

/**
 * BASELINE_BROKEN where every trial of a run ended in an error, else null. A candidate that answers nothing is a bad one;
 * beside a baseline that answers nothing any candidate would be good enough.
 */
export function noAnswer({ header, trials }: Pick<RunRecord, 'header' | 'trials'>): Problem | null {
  const [first] = trials.values();
  if (first?.status !== 'errored' || [...trials.values()].some(({ status }) => status !== 'errored'))
    return null;
  return {
    code: 'BASELINE_BROKEN',
    message: `run ${header.id}: ${header.target.ref} gave no answer to any of the ${header.planned} planned trials, the first: ${first.message}`,
    place: null,
    hint: 'nothing can be compared with it: mend it, or take another baseline',
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
