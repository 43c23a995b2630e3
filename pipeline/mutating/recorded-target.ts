import { BudgetError, InfrastructureError, TimeoutError } from '../../core/errors.ts';
import type { Trial } from '../../core/run.ts';
import type { Target } from '../../core/seams.ts';
import { trialKey } from '../../runner/run-records.ts';

/** A target that answers as it did in a run, and fails as it did. It calls nothing. */
export function recordedTarget(trials: ReadonlyMap<string, Trial>): Target {
  return {
    async call(_, __, caseId = '', attempt = 0) {
      const trial = trials.get(trialKey({ caseId, attempt }));
      if (trial === undefined) throw new RangeError(`the run holds no trial ${attempt} of ${caseId}`);
      if (trial.status === 'completed') return trial.output;
      if (trial.kind === 'timeout') throw new TimeoutError(trial.message);
      if (trial.kind === 'budget') throw new BudgetError(trial.message);
      if (trial.kind === 'infra') throw new InfrastructureError(trial.message, null);
      throw new Error(trial.message);
    },
  };
}
