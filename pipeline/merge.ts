import type { Case } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type { RunRole, Trial } from '../core/run.ts';
import { writeRun } from '../runner/write-run.ts';
import { totalSpend } from './call-meter.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { findShards, type ShardRun } from './merging/find-shards.ts';
import { requireWhole } from './merging/require-whole.ts';
import { newRunId } from './running/run-id.ts';
import { runsFolder } from './running/runs-folder.ts';
import { prepareWorkspace } from './workspace.ts';

/** A process that was killed after its last trial could not say what it had spent. */
const killed = { durationMs: 0, spend: { usd: null, requests: 0, tokens: 0 } } as const;

/** A run that was put together. */
export interface MergedRun {
  readonly run: string;
  readonly role: RunRole;
  readonly target: string;
  /** The runs of the shards, in their order. */
  readonly from: readonly string[];
  /** Trials that it holds. */
  readonly planned: number;
}

export interface Merged {
  readonly runs: readonly MergedRun[];
  /** Runs in a searched folder that are no shards of this suite. */
  readonly passedOver: readonly string[];
}

export interface MergeOptions {
  /** Default: the process's working folder. */
  readonly workingFolder?: string;
  readonly now?: () => Date;
}

/**
 * Puts the runs of all shards together into one run for each role, as if one machine had run it; they stay as they are.
 * `named` are ids of runs, their folders, or folders that hold them. Throws RUN_NOT_FOUND, SHARD_MISMATCH for runs that
 * are not of one kind, and SHARD_MISSING where one is missing, doubled or not finished; then nothing is written.
 */
export async function merge(
  loaded: LoadedSuite,
  named: readonly string[],
  options: MergeOptions = {},
): Promise<Merged> {
  const { shards, passedOver } = findShards(loaded, named, options.workingFolder ?? process.cwd());
  const data = await loadDataset(loaded);
  const wholes = (['baseline', 'candidate'] as const).flatMap((role) => {
    const [first, ...rest] = shards.filter(({ header }) => header.role === role);
    return first === undefined ? [] : [requireWhole(loaded, data, [first, ...rest])];
  });
  if (wholes.length === 0) {
    throw fault('SHARD_MISSING', `there is no shard of the suite ${loaded.suite.id} among the runs`, {
      hint: `they are of other suites, or whole: ${passedOver.join(', ')}`,
    });
  }
  prepareWorkspace(loaded.workspace);
  const now = options.now ?? (() => new Date());
  return { runs: wholes.map((runs) => joined(loaded, data, runs, now())), passedOver };
}

function joined(
  loaded: LoadedSuite,
  { dataset, version }: LoadedDataset,
  runs: readonly [ShardRun, ...ShardRun[]],
  now: Date,
): MergedRun {
  const { shard: _, ...common } = runs[0].header;
  const ends = runs.map(({ end }) => end ?? killed);
  const from = runs.map(({ header }) => header.id);
  const header = {
    ...common,
    id: newRunId(now),
    dataset: { ...common.dataset, version },
    mergedFrom: from,
    planned: dataset.cases.length * common.repeats,
    // Newer than its shards: what is gated next.
    startedAt: now.toISOString(),
  };
  const end = {
    schemaVersion: 1,
    endedAt: now.toISOString(),
    interrupted: false,
    durationMs: ends.reduce((sum, { durationMs }) => sum + durationMs, 0),
    spend: totalSpend(ends.map(({ spend }) => spend)),
  } as const;
  const trials = inOrder(
    dataset.cases,
    runs.flatMap((run) => [...run.trials.values()]),
  );
  writeRun(runsFolder(loaded), { header, trials, end });
  const { role, target, planned } = header;
  return { run: header.id, role, target: target.ref, from, planned };
}

/** Trials as one machine would plan them: the same shards give the same journal, however they were named. */
function inOrder(cases: readonly Case[], trials: readonly Trial[]): readonly Trial[] {
  const place = new Map(cases.map(({ id }, index) => [id, index]));
  return trials.toSorted(
    (a, b) => a.attempt - b.attempt || (place.get(a.caseId) ?? 0) - (place.get(b.caseId) ?? 0),
  );
}
