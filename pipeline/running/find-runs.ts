import type { RunHeader, RunRole, Shard, TargetIdentity } from '../../core/run.ts';
import { isSettled } from '../../runner/execute-run.ts';
import { listRuns, type RunRecord, readRun } from '../../runner/run-records.ts';
import { tally } from '../../runner/tally.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { misfit } from './fits.ts';
import { runProblem } from './run-problem.ts';
import { runsFolder } from './runs-folder.ts';

/** What makes two runs the same work. */
interface SameWork {
  readonly role: RunRole;
  readonly target: TargetIdentity;
  readonly repeats: number;
  /** Left out: the whole dataset. */
  readonly shard?: Shard;
}

/**
 * The newest run of the same suite, dataset, scorers, instructions and target that is not finished; null: none. With
 * `everyCase` one that ended early is not finished.
 */
export function findUnfinished(
  loaded: LoadedSuite,
  data: LoadedDataset,
  work: SameWork,
  everyCase: boolean,
): RunRecord | null {
  const isOpen = (run: RunRecord) => run.header.regradeOf === undefined && !isFinished(run, everyCase);
  return findSame(loaded, data, work, isOpen);
}

/** The newest run of the same suite, dataset, scorers, instructions and target that counts as done; null: none. */
export function findDone(loaded: LoadedSuite, data: LoadedDataset, work: SameWork): RunRecord | null {
  const { maxMissing } = loaded.suite.gate;
  return findSame(loaded, data, work, (run) => runProblem(run, tally(run), maxMissing) === null);
}

/** The newest candidate run of the suite, whatever it ran on; null: none. */
export function newestCandidate(loaded: LoadedSuite): RunHeader | null {
  const isOwn = (header: RunHeader) => header.suite.id === loaded.suite.id && header.role === 'candidate';
  return listRuns(runsFolder(loaded)).findLast(isOwn) ?? null;
}

/** Every planned trial has an outcome that a resumed run would not try again. */
function isFinished({ header, trials, end }: RunRecord, everyCase: boolean): boolean {
  if (end?.isEnough === true && !everyCase) return true;
  return [...trials.values()].filter(isSettled).length >= header.planned;
}

/** Weights that nobody could ask about may be the same. */
function hasWeightsOf(before: TargetIdentity, { weights }: TargetIdentity): boolean {
  return before.weights === undefined || weights === undefined || before.weights === weights;
}

function isSameShard(one: Shard | undefined, other: Shard | undefined): boolean {
  return one?.index === other?.index && one?.count === other?.count;
}

function findSame(
  loaded: LoadedSuite,
  data: LoadedDataset,
  { role, target, repeats, shard }: SameWork,
  accepts: (run: RunRecord) => boolean,
): RunRecord | null {
  const isSame = (header: RunHeader) =>
    header.role === role &&
    header.target.ref === target.ref &&
    header.target.digest === target.digest &&
    hasWeightsOf(header.target, target) &&
    header.repeats === repeats &&
    isSameShard(header.shard, shard) &&
    header.task === loaded.taskDigest &&
    misfit(header, loaded, data) === null;
  const folder = runsFolder(loaded);
  for (const header of listRuns(folder).toReversed()) {
    if (!isSame(header)) continue;
    const run = readRun(folder, header.id);
    if (accepts(run)) return run;
  }
  return null;
}
