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
  /** Left out: any number. */
  readonly repeats?: number;
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

/**
 * The first run of the target, with whatever number of attempts, that more can be added to; null: none. Not the newest:
 * a later draw must not take the place of one that displeased. One that ended
 * early has no last case to add to, and one that was graded again or put together is no run of the target's own.
 */
export function findAppendable(
  loaded: LoadedSuite,
  data: LoadedDataset,
  target: TargetIdentity,
): { readonly run: RunRecord; readonly isFinished: boolean } | null {
  const isOwn = ({ header, end }: RunRecord) =>
    header.regradeOf === undefined && header.mergedFrom === undefined && end?.isEnough !== true;
  const run = [...sameRuns(loaded, data, { role: 'candidate', target })].findLast(isOwn);
  return run === undefined ? null : { run, isFinished: isFinished(run, true) };
}

/** Finished runs of the same target on the same cases before this one, newest first; not those of the same outputs. */
export function earlierRuns(
  loaded: LoadedSuite,
  data: LoadedDataset,
  { id, target, regradeOf, startedAt }: RunHeader,
): readonly RunRecord[] {
  const { maxMissing } = loaded.suite.gate;
  const isEarlier = (run: RunRecord) =>
    run.header.id !== id &&
    run.header.id !== regradeOf &&
    run.header.regradeOf === undefined &&
    run.header.startedAt <= startedAt &&
    runProblem(run, tally(run), maxMissing) === null;
  return [...sameRuns(loaded, data, { role: 'candidate', target })].filter(isEarlier);
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
  work: SameWork,
  accepts: (run: RunRecord) => boolean,
): RunRecord | null {
  for (const run of sameRuns(loaded, data, work)) if (accepts(run)) return run;
  return null;
}

/** The runs of the same work, newest first, each read when it is asked for. */
function* sameRuns(
  loaded: LoadedSuite,
  data: LoadedDataset,
  { role, target, repeats, shard }: SameWork,
): Iterable<RunRecord> {
  const isSame = (header: RunHeader) =>
    header.role === role &&
    header.target.ref === target.ref &&
    header.target.digest === target.digest &&
    hasWeightsOf(header.target, target) &&
    (repeats === undefined || header.repeats === repeats) &&
    isSameShard(header.shard, shard) &&
    header.task === loaded.taskDigest &&
    misfit(header, loaded, data) === null;
  const folder = runsFolder(loaded);
  for (const header of listRuns(folder).toReversed()) if (isSame(header)) yield readRun(folder, header.id);
}
