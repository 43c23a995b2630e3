import { existsSync } from 'node:fs';
import type { Case } from '../core/case.ts';
import { fault, HeldoutError } from '../core/errors.ts';
import type { RunHeader, RunRole, Shard, Trial, TrialTask } from '../core/run.ts';
import { inShard } from '../datasets/in-shard.ts';
import { performTrial } from '../runner/perform-trial.ts';
import { totalSpend } from './call-meter.ts';
import { courseOf } from './gating/course.ts';
import { findBaseline } from './gating/find-baseline.ts';
import type { ScoredRun } from './gating/scored-run.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { openModel } from './open-model.ts';
import { type ChosenTarget, chooseTarget } from './running/choose-target.ts';
import { conductRun, type Run } from './running/conduct-run.ts';
import { findAppendable, findUnfinished } from './running/find-runs.ts';
import { newHeader } from './running/new-header.ts';
import { openScoring } from './running/open-scoring.ts';
import { prepareWorkspace } from './workspace.ts';

export type { Run };

export interface RunOptions {
  /** Paths in it are relative to the working folder. Default: `models.target` of the suite. */
  readonly target?: string;
  /** Go on with the newest unfinished run of the same work; with none open a new one is started. */
  readonly resume?: boolean;
  readonly repeats?: number;
  /** Add as many attempts to the first run of the same target; all of them count together. */
  readonly append?: boolean;
  /** Run every case also where `gate.sequential` would end it early. */
  readonly everyCase?: boolean;
  readonly concurrency?: number;
  /** Run the cases of this shard alone; `heldout merge` puts shards together. */
  readonly shard?: Shard;
  /** false: judges are asked again for what they have answered before. */
  readonly cache?: boolean;
  /** Default: the process's working folder. */
  readonly workingFolder?: string;
  readonly now?: () => Date;
  /** `done`: trials that were there before; `isNew`: the run begins now. */
  readonly onStart?: (header: RunHeader, done: number, isNew: boolean) => void;
  readonly onTrial?: (trial: Trial) => void;
}

/** Scores a target on the suite's dataset, journalled. Never generates. */
export async function run(loaded: LoadedSuite, options: RunOptions = {}, signal?: AbortSignal): Promise<Run> {
  const data = await loadDataset(loaded);
  const folder = options.workingFolder ?? process.cwd();
  const chosen = await chooseTarget(loaded, data.dataset.cases, options.target, folder);
  const against = await readyBaseline(loaded, data);
  const wanted = against === null ? options : { ...options, against };
  return runTarget(loaded, data, chosen, 'candidate', wanted, signal ?? new AbortController().signal);
}

/** The baseline that a run may end early against, if there is one already. */
async function readyBaseline(loaded: LoadedSuite, data: LoadedDataset): Promise<ScoredRun | null> {
  if (loaded.suite.gate.sequential === 'none' || loaded.comparers.size > 0) return null;
  try {
    const found = await findBaseline(loaded, data);
    return found.status === 'found' ? found.run : null;
  } catch (error) {
    // A run needs no baseline: without one every case is run.
    if (error instanceof HeldoutError && error.problems[0].code.startsWith('BASELINE_')) return null;
    throw error;
  }
}

/**
 * Runs a chosen target on a dataset that is loaded already, or on its own shard of it; with `against` until the gate
 * decides. One shard alone decides nothing.
 */
export async function runTarget(
  loaded: LoadedSuite,
  whole: LoadedDataset,
  chosen: ChosenTarget,
  role: RunRole,
  options: RunOptions & { readonly against?: ScoredRun },
  signal: AbortSignal,
): Promise<Run> {
  const { suite } = loaded;
  const { against, everyCase = false } = options;
  const repeats = options.repeats ?? suite.run.repeats;
  const { shard } = options;
  const data = shard === undefined ? whole : shardOf(whole, shard);
  const same = { role, target: chosen.identity, repeats, ...(shard === undefined ? {} : { shard }) };
  const more = options.append === true ? appended(loaded, data, chosen, { repeats, everyCase }) : null;
  const open = options.resume === true ? findUnfinished(loaded, data, same, everyCase) : null;
  const now = options.now ?? (() => new Date());
  const { sequential: rule, seed } = suite.gate;
  // Not beside a pinned anchor: it decides too, and by all cases.
  const isAnchored = existsSync(loaded.paths.anchor);
  const isWhole = everyCase || shard !== undefined || more !== null || isAnchored;
  const mayEnd = rule !== 'none' && against !== undefined && !isWhole;
  // Also where every case is run: an order that is named afterwards could be chosen.
  const work = rule === 'none' || role === 'baseline' ? same : { ...same, looks: { rule, seed } };
  const header = more ?? open?.header ?? newHeader(loaded, data, work, now());
  const course = mayEnd ? courseOf(loaded, data.dataset.cases, header, against) : null;
  prepareWorkspace(loaded.workspace);
  const scoring = await openScoring(loaded, options.cache !== false);
  try {
    const model = await openModel(loaded, chosen.use, {
      folder: chosen.from,
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    });
    try {
      options.onStart?.(header, open?.trials.size ?? 0, more === null && open === null);
      const trials = {
        perform: (task: TrialTask, subject: Case, abort: AbortSignal) =>
          performTrial(task, subject, model.target, scoring.scorersOf(subject), abort),
        spendOf: () => totalSpend([model.spend(), scoring.spend()]),
        exceptions: chosen.exceptions,
        ...(course === null ? {} : { course }),
      };
      return await conductRun(loaded, data, header, trials, options, signal);
    } finally {
      await model.target.close?.();
    }
  } finally {
    await scoring.close();
  }
}

/**
 * The header of the run that attempts are added to, with them; one that was interrupted meanwhile goes on. Throws
 * RUN_UNFINISHED for one that ended early, unless every case is to be run.
 */
function appended(
  loaded: LoadedSuite,
  data: LoadedDataset,
  { identity }: ChosenTarget,
  more: { readonly repeats: number; readonly everyCase: boolean },
): RunHeader {
  const found = findAppendable(loaded, data, identity);
  if (found === null) {
    throw fault('RUN_NOT_FOUND', `there is no run of ${identity.ref} on these cases to add attempts to`, {
      hint: 'leave `--append` out: the first run is made without it',
    });
  }
  const { header, end } = found.run;
  if (end?.isEnough === true && !more.everyCase) {
    const message = `run ${header.id}, the first of ${identity.ref} on these cases, ended early: attempts cannot be added to some of its cases only`;
    throw fault('RUN_UNFINISHED', message, {
      hint: 'add `--every-case`: it runs the rest of its cases as well',
    });
  }
  if (!found.isFinished && end?.isEnough !== true) return header;
  const repeats = header.repeats + more.repeats;
  return { ...header, repeats, planned: data.dataset.cases.length * repeats };
}

/** Throws the run's problem, if it has one. */
export function requireDone({ problem }: Pick<Run, 'problem'>): void {
  if (problem !== null) throw new HeldoutError([problem]);
}

/** The dataset stays the one that it is a part of: a run of a shard is bound to all of it. */
function shardOf(data: LoadedDataset, shard: Shard): LoadedDataset {
  return { ...data, dataset: { ...data.dataset, cases: inShard(data.dataset.cases, shard) } };
}
