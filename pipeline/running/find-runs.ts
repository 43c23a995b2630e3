import path from 'node:path';
import type { RunHeader, RunRole, Shard, TargetIdentity } from '../../core/run.ts';
import { isSettled } from '../../runner/execute-run.ts';
import { listRuns, type RunRecord, readRun, readRunEnd } from '../../runner/run-records.ts';
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
  /** Left out: however many. */
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
 * a later draw must not take the place of one that displeased. One that was graded again or put together is no run of
 * the target's own. One that ended early is not finished.
 */
export function findAppendable(
  loaded: LoadedSuite,
  data: LoadedDataset,
  target: TargetIdentity,
): { readonly run: RunRecord; readonly isFinished: boolean } | null {
  const folder = runsFolder(loaded);
  const own = sameHeaders(loaded, data, { role: 'candidate', target }).find(
    ({ regradeOf, mergedFrom }) => regradeOf === undefined && mergedFrom === undefined,
  );
  if (own === undefined) return null;
  const run = readRun(folder, own.id);
  return { run, isFinished: isFinished(run, true) };
}

/** The runs of a target on the same cases, up to one of them. */
export interface Attempts {
  /** Which one it is, of those that came to an end; 1: the first. Outputs that were graded again are no attempt. */
  readonly attempt: number;
  /** The first that counts as done, read when it is asked for; null: there is none before it. */
  first(): RunRecord | null;
}

/** Counts the runs of the same work that ended before this one; their journals are not read for that. */
export function attemptsBefore(
  loaded: LoadedSuite,
  data: LoadedDataset,
  { id, target, regradeOf, startedAt }: RunHeader,
): Attempts {
  const { maxMissing } = loaded.suite.gate;
  const folder = runsFolder(loaded);
  const earlier = sameHeaders(loaded, data, { role: 'candidate', target }, isSameContent)
    .filter((header) => header.id !== id && header.id !== regradeOf && header.regradeOf === undefined)
    .filter((header) => header.startedAt <= startedAt)
    .filter((header) => readRunEnd(path.join(folder, header.id))?.interrupted === false);
  return {
    attempt: earlier.length + 1,
    first() {
      for (const header of earlier) {
        const run = readRun(folder, header.id);
        if (runProblem(run, tally(run), maxMissing) === null) return run;
      }
      return null;
    },
  };
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

function isSameTarget(one: TargetIdentity, other: TargetIdentity): boolean {
  return one.ref === other.ref && one.digest === other.digest;
}

/** A module is its content: a copy of it in another folder is no other target. */
function isSameContent(one: TargetIdentity, other: TargetIdentity): boolean {
  const isModule = [one, other].every(({ ref, digest }) => ref.startsWith('module:') && digest !== null);
  return isModule ? one.digest === other.digest : isSameTarget(one, other);
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
  const folder = runsFolder(loaded);
  for (const { id } of sameHeaders(loaded, data, work).toReversed()) {
    const run = readRun(folder, id);
    if (accepts(run)) return run;
  }
  return null;
}

/** The runs of the same work, oldest first. */
function sameHeaders(
  loaded: LoadedSuite,
  data: LoadedDataset,
  { role, target, repeats, shard }: SameWork,
  isTarget = isSameTarget,
): readonly RunHeader[] {
  const isSame = (header: RunHeader) =>
    header.role === role &&
    isTarget(header.target, target) &&
    hasWeightsOf(header.target, target) &&
    (repeats === undefined || header.repeats === repeats) &&
    isSameShard(header.shard, shard) &&
    header.task === loaded.taskDigest &&
    misfit(header, loaded, data) === null;
  return listRuns(runsFolder(loaded)).filter(isSame);
}
