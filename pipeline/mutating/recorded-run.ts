import type { Case } from '../../core/case.ts';
import type { TrialTask } from '../../core/run.ts';
import type { Strike } from '../../gaps/faults/mutant.ts';
import { type RunRecord, trialKey } from '../../runner/run-records.ts';
import { type ScoredRun, scoredRun } from '../gating/scored-run.ts';

/** The run that mutants are made of and held against; in a dry run it may hold no trial. */
export interface RecordedRun {
  readonly record: RunRecord;
  readonly scored: ScoredRun;
  readonly cases: ReadonlyMap<string, Case>;
  /** Every planned trial, with what the target is given. */
  readonly tasks: readonly TrialTask[];
}

export function recordedRun(record: RunRecord, cases: readonly Case[], instructions: string): RecordedRun {
  const told = { role: 'system', content: instructions } as const;
  const byId = new Map(cases.map((item) => [item.id, item]));
  const attempts = Array.from({ length: record.header.repeats }, (_, attempt) => attempt);
  const tasks = cases.flatMap(({ id, input }) =>
    attempts.map((attempt) => ({
      caseId: id,
      attempt,
      input: { ...input, messages: [told, ...input.messages] as const },
    })),
  );
  return { record, scored: scoredRun(record), cases: byId, tasks };
}

/** The trials that a fault has something to damage in, with the damaged input where it damages that. */
export function struckTasks({ record, tasks }: RecordedRun, strike: Strike) {
  return tasks.flatMap((task) => {
    const trial = record.trials.get(trialKey(task));
    const input = strike.input(task);
    const isOutputStruck =
      trial?.status === 'completed' && input === null && strike.output(task, trial.output) !== null;
    return input !== null || isOutputStruck ? [{ task, input }] : [];
  });
}
