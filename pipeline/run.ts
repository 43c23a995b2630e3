import type { Case } from '../core/case.ts';
import { HeldoutError, type Problem } from '../core/errors.ts';
import type { IndependenceException, ScoreSummary } from '../core/report.ts';
import type { RunHeader, RunRole, Trial } from '../core/run.ts';
import { executeRun } from '../runner/execute-run.ts';
import type { RunRecord } from '../runner/run-records.ts';
import { type RunAccounts, tally } from '../runner/tally.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { openModel } from './open-model.ts';
import { packageVersion } from './package-version.ts';
import { type ChosenTarget, chooseTarget } from './running/choose-target.ts';
import { findUnfinished } from './running/find-runs.ts';
import { scorerIdentities } from './running/fits.ts';
import { newRunId } from './running/run-id.ts';
import { runProblem } from './running/run-problem.ts';
import { runsFolder } from './running/runs-folder.ts';
import { summariseScores } from './running/summarise-scores.ts';
import { prepareWorkspace } from './workspace.ts';

export interface RunOptions {
  /** Paths in it are relative to the working folder. Default: `models.target` of the suite. */
  readonly target?: string;
  /** Go on with the newest unfinished run of the same work; with none open a new one is started. */
  readonly resume?: boolean;
  readonly repeats?: number;
  readonly concurrency?: number;
  /** Default: the process's working folder. */
  readonly workingFolder?: string;
  readonly now?: () => Date;
  readonly onStart?: (header: RunHeader, done: number) => void;
  readonly onTrial?: (trial: Trial) => void;
}

/** A run with its accounts and scores. */
export interface Run {
  readonly record: RunRecord;
  readonly trials: RunAccounts;
  readonly scores: readonly ScoreSummary[];
  readonly exceptions: readonly IndependenceException[];
  /** Why the run does not count as done: lost trials, or too many without a score. Null: it does. */
  readonly problem: Problem | null;
}

/** Scores a target on the suite's dataset, journalled. Never generates. */
export async function run(loaded: LoadedSuite, options: RunOptions = {}, signal?: AbortSignal): Promise<Run> {
  const data = await loadDataset(loaded);
  const folder = options.workingFolder ?? process.cwd();
  const chosen = await chooseTarget(loaded, data.dataset.cases, options.target, folder);
  return runTarget(loaded, data, chosen, 'candidate', options, signal ?? new AbortController().signal);
}

/** Runs a chosen target on a dataset that is loaded already. */
export async function runTarget(
  loaded: LoadedSuite,
  data: LoadedDataset,
  chosen: ChosenTarget,
  role: RunRole,
  options: RunOptions,
  signal: AbortSignal,
): Promise<Run> {
  const { suite } = loaded;
  const { cases } = data.dataset;
  const now = options.now ?? (() => new Date());
  const repeats = options.repeats ?? suite.run.repeats;
  const work = { role, target: chosen.identity, repeats };
  const open = options.resume === true ? findUnfinished(loaded, data, work) : null;
  const header = open?.header ?? newHeader(loaded, data, chosen, role, repeats, now());
  prepareWorkspace(loaded.workspace);
  const model = await openModel(loaded, chosen.use, {
    folder: chosen.from,
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  options.onStart?.(header, open?.trials.size ?? 0);
  try {
    const record = await executeRun(
      {
        header,
        runsFolder: runsFolder(loaded),
        cases,
        instructions: suite.task.instructions,
        target: model.target,
        scorersOf: (subject: Case) => loaded.scorers.get(subject.cell.skill) ?? [],
        concurrency: options.concurrency ?? suite.run.concurrency,
        now,
        onTrial: options.onTrial ?? (() => {}),
        spendOf: () => model.spend(),
      },
      signal,
    );
    const trials = tally(record);
    return {
      record,
      trials,
      scores: summariseScores(record, cases, suite.task),
      exceptions: [...loaded.independence.exceptions, ...chosen.exceptions],
      problem: runProblem(record, trials, suite.gate.maxMissing),
    };
  } finally {
    await model.target.close?.();
  }
}

/** Throws the run's problem, if it has one. */
export function requireDone({ problem }: Pick<Run, 'problem'>): void {
  if (problem !== null) throw new HeldoutError([problem]);
}

function newHeader(
  loaded: LoadedSuite,
  { dataset, version }: LoadedDataset,
  { identity }: ChosenTarget,
  role: RunRole,
  repeats: number,
  startedAt: Date,
): RunHeader {
  return {
    schemaVersion: 1,
    id: newRunId(startedAt),
    role,
    suite: { id: loaded.suite.id, digest: loaded.digest },
    task: loaded.taskDigest,
    dataset: { id: dataset.id, version, digest: dataset.digest },
    target: identity,
    scorers: scorerIdentities(loaded),
    repeats,
    planned: dataset.cases.length * repeats,
    startedAt: startedAt.toISOString(),
    versions: { heldout: packageVersion(), node: process.versions.node },
  };
}
