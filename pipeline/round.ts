import { existsSync } from 'node:fs';
import { fault } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import type { FillRecord, RoundRecord } from '../core/round-record.ts';
import type { TargetIdentity } from '../core/run.ts';
import { shellWord } from '../core/shell-word.ts';
import { readOpenFill } from '../datasets/open-fill.ts';
import { appendRound, readRounds } from '../datasets/rounds.ts';
import { type RunRecord, readRun } from '../runner/run-records.ts';
import { type Filled, type FillOptions, fill, requireTrainable } from './fill.ts';
import { aimedClusters, requireEmbedder } from './filling/aimed-clusters.ts';
import { idsOfVersion } from './filling/as-of-version.ts';
import { type ComparedSet, compareRound } from './filling/compare-round.ts';
import { earlierRuns, missingProbe } from './filling/earlier-runs.ts';
import { freshCases } from './filling/fresh-cases.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { requireDone, runTarget } from './run.ts';
import { type ChosenTarget, chooseTarget } from './running/choose-target.ts';
import { runsFolder } from './running/runs-folder.ts';
import { type TestOptions, testOn } from './test.ts';

export interface RoundOptions extends Omit<FillOptions, 'run'>, Omit<TestOptions, 'resume'> {}

/** One turn of the loop. */
export interface Round {
  /** What became of the round before; null where there is none to measure. */
  readonly result: RoundRecord | null;
  /** The gate's; null where the suite names no baseline. */
  readonly report: Report | null;
  /** The new target on the dataset. */
  readonly run: string;
  /** Null where nothing was to be filled. */
  readonly filled: Filled | null;
  /** Of every round that was measured, oldest first. */
  readonly history: readonly RoundRecord[];
  readonly notes: readonly string[];
}

/**
 * One turn of the loop after a fine-tune: runs the target, gates it where there is a baseline, tells whether the round
 * before helped (on what chose it, on new held-out cases and on the probe), then looks for gaps and fills them. What came
 * of a round is appended to `rounds.jsonl`. Throws what run, gate and fill throw, and RUN_NOT_FOUND where the runs of the
 * round before are not on this machine.
 */
export async function round(
  loaded: LoadedSuite,
  options: RoundOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<Round> {
  const data = await loadDataset(loaded);
  const folder = options.workingFolder ?? process.cwd();
  const chosen = await chooseTarget(loaded, data.dataset.cases, options.target, folder);
  const { fills, results } = readRounds(loaded.paths);
  const open = fills.at(-1);
  requireAnother(open, chosen);
  const others = othersTried(results, open, chosen);
  if (open !== undefined) requireEmbedder(loaded, open);
  await requireTrainable(loaded, options);
  requireEnded(loaded, data);
  if (open !== undefined) earlierRuns(loaded, data, open);
  const gone = open === undefined ? [] : missingProbe(loaded, open);
  const tested = await testTarget(loaded, data, chosen, options, signal);
  const result =
    open === undefined
      ? null
      : await measureRound(
          loaded,
          data,
          { fill: open, chosen, run: tested.run, tries: 1 + others.length },
          options,
          signal,
        );
  if (result !== null) appendRound(loaded.paths, result);
  const filled =
    options.heldout + options.train === 0
      ? null
      : await fill(loaded, { ...options, run: tested.run }, signal);
  return {
    result,
    report: tested.report,
    run: tested.run,
    filled,
    history: result === null ? results : [...results, result],
    notes: [
      ...gone,
      ...(tested.report === null
        ? ['the suite names no baseline: the target is compared with that of the round before alone']
        : []),
      ...(open === undefined || others.length === 0
        ? []
        : [
            `round ${open.round} was measured with ${others.join(', ')} before: of several targets the best looks better than it is, so that p of a gain is multiplied by ${1 + others.length}`,
          ]),
    ],
  };
}

/** Other targets that were measured after the same fill: each name and state of one counts once. */
function othersTried(
  results: readonly RoundRecord[],
  open: FillRecord | undefined,
  { identity }: ChosenTarget,
): readonly string[] {
  const keyOf = ({ ref, digest, weights }: TargetIdentity) => JSON.stringify([ref, digest, weights ?? null]);
  const tried = results.filter(({ round: of }) => of === open?.round).map(({ target }) => target);
  const others = new Map(tried.map((target) => [keyOf(target), target.ref]));
  others.delete(keyOf(identity));
  return [...others.values()];
}

/** Half of what a stopped fill made is in the dataset, and no record tells which run chose it. */
function requireEnded({ paths, file }: LoadedSuite, { version }: LoadedDataset): void {
  const stopped = readOpenFill(paths);
  if (stopped === null || version === stopped.before) return;
  const again = `heldout fill ${shellWord(file)} --run ${stopped.run}`;
  throw fault('USAGE', `a fill by run ${stopped.run} was stopped, and what it made is not recorded`, {
    hint: `finish it first: \`${again}\` with \`--heldout\` and \`--train\` as before`,
  });
}

/** The same target again would measure its own noise, and call it a round. */
function requireAnother(open: FillRecord | undefined, { identity }: ChosenTarget): void {
  if (open === undefined || open.target.ref !== identity.ref) return;
  const { digest, weights } = open.target;
  if (digest === null && weights === undefined) return;
  if (digest !== identity.digest || weights !== identity.weights) return;
  throw fault('USAGE', `${identity.ref} is the target that round ${open.round} was filled for`, {
    hint: 'train on its export first, and name the new model with `--target`',
  });
}

async function testTarget(
  loaded: LoadedSuite,
  data: LoadedDataset,
  chosen: ChosenTarget,
  options: RoundOptions,
  signal: AbortSignal,
): Promise<{ readonly run: string; readonly report: Report | null }> {
  if (loaded.suite.models.baseline !== null || existsSync(loaded.paths.baseline)) {
    const report = await testOn(loaded, data, chosen, options, signal);
    return { run: report.run, report };
  }
  const run = await runTarget(loaded, data, chosen, 'candidate', {}, signal);
  signal.throwIfAborted();
  requireDone(run);
  return { run: run.record.header.id, report: null };
}

/** What the target of a fill and the one that was trained after it do on the same cases. */
export async function measureRound(
  loaded: LoadedSuite,
  data: LoadedDataset,
  work: {
    readonly fill: FillRecord;
    readonly chosen: ChosenTarget;
    readonly run: string;
    /** Targets that were measured after this fill, with this one. Default: 1. */
    readonly tries?: number;
  },
  options: Pick<RoundOptions, 'now' | 'concurrency'>,
  signal: AbortSignal,
): Promise<RoundRecord> {
  const { fill: filled, chosen } = work;
  const { aimed: before, fresh: earlier } = earlierRuns(loaded, data, filled);
  const after = readRun(runsFolder(loaded), work.run);
  const old = idsOfVersion(loaded, filled.versions.before);
  const sets: ComparedSet[] = [
    { set: 'old', cases: data.dataset.cases.filter(({ id }) => old.has(id)), before, after },
  ];
  let freshRun: RunRecord | null = null;
  if (earlier !== null) {
    const fresh = await freshCases(loaded, filled, data);
    const { concurrency } = options;
    const made = await runTarget(
      loaded,
      fresh.data,
      chosen,
      'probe',
      concurrency === undefined ? {} : { concurrency },
      signal,
    );
    signal.throwIfAborted();
    requireDone(made);
    freshRun = made.record;
    for (const [set, cases] of [
      ['new', fresh.added],
      ['probe', fresh.probe],
    ] as const)
      if (cases.length > 0) sets.push({ set, cases, before: earlier, after: made.record });
  }
  return {
    kind: 'round',
    round: filled.round,
    at: (options.now ?? (() => new Date()))().toISOString(),
    target: chosen.identity,
    run: work.run,
    fresh: freshRun?.header.id ?? null,
    ...compareRound(loaded, filled, sets, await aimedClusters(loaded, filled, sets, signal), work.tries),
  };
}
