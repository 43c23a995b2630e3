import type { Case } from '../../core/case.ts';
import type { Problem } from '../../core/errors.ts';
import type { IndependenceException, ScoreSummary, Spend } from '../../core/report.ts';
import type { RunHeader, Trial, TrialTask } from '../../core/run.ts';
import { type Course, executeRun } from '../../runner/execute-run.ts';
import type { RunRecord } from '../../runner/run-records.ts';
import { type RunAccounts, tally } from '../../runner/tally.ts';
import { unscoredProblem } from '../gating/require-scored.ts';
import { scoredRun } from '../gating/scored-run.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runProblem } from './run-problem.ts';
import { runsFolder } from './runs-folder.ts';
import { summariseScores } from './summarise-scores.ts';

/** A run with its accounts and scores. */
export interface Run {
  readonly record: RunRecord;
  readonly trials: RunAccounts;
  readonly scores: readonly ScoreSummary[];
  readonly exceptions: readonly IndependenceException[];
  /** Why the run does not count as done: lost trials, or too many without a score. Null: it does. */
  readonly problem: Problem | null;
}

/** How the trials of a run come about. */
interface Work {
  readonly perform: (task: TrialTask, subject: Case, signal: AbortSignal) => Promise<Trial | null>;
  readonly spendOf: () => Spend;
  /** Related judges that are let through, beside those of the suite. */
  readonly exceptions: readonly IndependenceException[];
  /** Left out: every case is run. */
  readonly course?: Course;
}

/** Performs what the run has not performed yet, journalled, and gives it with its accounts. */
export async function conductRun(
  loaded: LoadedSuite,
  { dataset }: LoadedDataset,
  header: RunHeader,
  work: Work,
  options: {
    readonly concurrency?: number;
    readonly now?: () => Date;
    readonly onTrial?: (trial: Trial) => void;
  },
  signal: AbortSignal,
): Promise<Run> {
  const { suite, independence } = loaded;
  const record = await executeRun(
    {
      header,
      runsFolder: runsFolder(loaded),
      cases: dataset.cases,
      ...(work.course === undefined ? {} : { course: work.course }),
      instructions: suite.task.instructions,
      perform: work.perform,
      concurrency: options.concurrency ?? suite.run.concurrency,
      now: options.now ?? (() => new Date()),
      onTrial: options.onTrial ?? (() => {}),
      spendOf: work.spendOf,
    },
    signal,
  );
  const trials = tally(record);
  return {
    record,
    trials,
    scores: summariseScores(record, dataset.cases, suite.task),
    exceptions: [...independence.exceptions, ...work.exceptions],
    problem:
      runProblem(record, trials, suite.gate.maxMissing) ??
      unscoredProblem(header.id, 'trials', trials.planned - trials.unneeded, scoredRun(record).unscored),
  };
}
