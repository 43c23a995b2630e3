import { fault, HeldoutError } from '../../core/errors.ts';
import type { Spend } from '../../core/report.ts';
import { shellWord } from '../../core/shell-word.ts';
import { type RunRecord, readRun } from '../../runner/run-records.ts';
import { tally } from '../../runner/tally.ts';
import { totalSpend } from '../call-meter.ts';
import { requireFit } from '../gating/require-fit.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { type RunOptions, requireDone, runTarget } from '../run.ts';
import { type ChosenTarget, chooseTarget } from '../running/choose-target.ts';
import { findDone } from '../running/find-runs.ts';
import { newHeader } from '../running/new-header.ts';
import { refuseShard } from '../running/refuse-shard.ts';
import { runProblem } from '../running/run-problem.ts';
import { runsFolder } from '../running/runs-folder.ts';
import { targetOfRun } from '../running/target-of-run.ts';
import type { MutateOptions } from './mutate-options.ts';

/** A run of every case, and its target. */
interface Found {
  readonly record: RunRecord;
  readonly chosen: ChosenTarget;
  /** What was spent on it here. */
  readonly spend: Spend;
  /** False where a dry run found none: it holds no trial. */
  readonly isRun: boolean;
}

/**
 * The run that mutants are made of: the one that is named, else a finished one of the target, else it is run now. Throws
 * where the named one does not fit the suite as it is, its target has changed since, or it ended early.
 */
export async function findRecorded(
  loaded: LoadedSuite,
  data: LoadedDataset,
  options: MutateOptions,
  signal: AbortSignal,
): Promise<Found> {
  const nothing = totalSpend([]);
  if (options.run !== undefined) {
    const record = readRun(runsFolder(loaded), options.run);
    refuseShard(loaded, record.header, 'mutated');
    requireFit(loaded, data, record.header);
    requireWhole(loaded, record);
    return { record, chosen: await targetOfRun(loaded, record.header), spend: nothing, isRun: true };
  }
  const folder = options.workingFolder ?? process.cwd();
  const chosen = await chooseTarget(loaded, data.dataset.cases, options.target, folder);
  const { repeats } = loaded.suite.run;
  const work = { role: 'candidate', target: chosen.identity, repeats } as const;
  const done = findDone(loaded, data, work);
  if (done !== null && done.end?.isEnough !== true)
    return { record: done, chosen, spend: nothing, isRun: true };
  if (options.dryRun === true) {
    const header = newHeader(loaded, data, work, new Date());
    return {
      record: { header, folder: '', trials: new Map(), end: null },
      chosen,
      spend: nothing,
      isRun: false,
    };
  }
  const { concurrency, onProgress } = options;
  let [trials, planned] = [0, 0];
  const settings: RunOptions = {
    resume: true,
    everyCase: true,
    ...(concurrency === undefined ? {} : { concurrency }),
    onStart: (header, before) => {
      [trials, planned] = [before, header.planned];
    },
    onTrial: () => onProgress?.('run', ++trials, planned, trials),
  };
  const run = await runTarget(loaded, data, chosen, 'candidate', settings, signal);
  signal.throwIfAborted();
  requireDone(run);
  return { record: run.record, chosen, spend: run.record.end?.spend ?? nothing, isRun: true };
}

function requireWhole({ suite, file }: LoadedSuite, record: RunRecord): void {
  const problem = runProblem(record, tally(record), suite.gate.maxMissing);
  if (problem !== null) throw new HeldoutError([problem]);
  if (record.end?.isEnough !== true) return;
  const { id, target } = record.header;
  throw fault('RUN_UNFINISHED', `run ${id} ended before every case was run: its verdict was certain`, {
    hint: `run the rest: \`heldout run ${shellWord(file)} --resume --every-case --target ${shellWord(target.ref)}\``,
  });
}
