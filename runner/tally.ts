import type { TrialFault, TrialTally } from '../core/run.ts';
import type { RunRecord } from './run-records.ts';

/** The accounts of a run. */
export interface RunAccounts extends TrialTally {
  /** Planned trials that nothing accounts for: a process was killed and the run was not resumed. */
  readonly lost: number;
  /** Share of the planned trials that were needed without a score: infrastructure and budget errors, skipped. */
  readonly missingShare: number;
}

/** Counts what became of every planned trial. planned = completed + errored + skipped + lost. */
export function tally(run: RunRecord): RunAccounts {
  const faults: Record<TrialFault, number> = { target: 0, infra: 0, timeout: 0, budget: 0 };
  let completed = 0;
  let errored = 0;
  let unscored = 0;
  for (const trial of run.trials.values()) {
    if (trial.status === 'errored') {
      errored++;
      faults[trial.kind]++;
    } else {
      completed++;
      if (trial.scores.some((reading) => reading.status === 'unscored')) unscored++;
    }
  }
  const { planned } = run.header;
  const open = planned - completed - errored;
  const skipped = run.end === null ? 0 : open;
  const unneeded = run.end?.isEnough === true ? skipped : 0;
  const missing = faults.infra + faults.budget + skipped - unneeded;
  const needed = planned - unneeded;
  return {
    planned,
    completed,
    errored,
    skipped,
    unneeded,
    unscored,
    faults,
    lost: open - skipped,
    missingShare: needed === 0 ? 0 : missing / needed,
  };
}
