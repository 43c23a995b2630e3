import { fault, HeldoutError } from '../core/errors.ts';
import type { Spend } from '../core/report.ts';
import type { RunHeader } from '../core/run.ts';
import { shellWord } from '../core/shell-word.ts';
import { type DiscoveredSlice, discoverSlices } from '../gaps/discover-slices.ts';
import { gapCells } from '../gaps/gap-cells.ts';
import type { Hypothesis } from '../gaps/hypothesise.ts';
import type { ObservedCase } from '../gaps/observed-case.ts';
import { type CellStanding, isWeak, isWorthCases, surely, weighCells } from '../gaps/weigh-cells.ts';
import { type RunRecord, readRun } from '../runner/run-records.ts';
import { tally } from '../runner/tally.ts';
import { askJudge, chooseJudge } from './gaps/ask-judge.ts';
import { failingPlaces } from './gaps/failing-places.ts';
import { observeCases } from './gaps/observe-cases.ts';
import type { FailingRun } from './gaps/shown-places.ts';
import { type SuiteClusters, suiteClusters } from './gaps/suite-clusters.ts';
import { requireFit } from './gating/require-fit.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { newestCandidate } from './running/find-runs.ts';
import { refuseShard } from './running/refuse-shard.ts';
import { runProblem } from './running/run-problem.ts';
import { runsFolder } from './running/runs-folder.ts';

export { isWeak, isWorthCases, surely };

export interface GapsOptions {
  /** Default: the newest run of the suite that is not a baseline's. */
  readonly run?: string;
  /** What every cell should reach, 0–1. Default: the rate of the rest of its arm. */
  readonly goal?: number;
  /** Look for slices among clusters by `models.embedder` too. Default: true; without an embedder there are none. */
  readonly clusters?: boolean;
  readonly onEmbedded?: (done: number, planned: number) => void;
}

export interface AskingGapsOptions extends GapsOptions {
  /** Have a judge model of the suite write the hypotheses. Default: false, no judge is called. */
  readonly ask?: boolean;
  readonly onAsked?: (done: number, planned: number) => void;
}

/** Where a target is weak, by one run. */
export interface Gaps {
  readonly run: Pick<RunHeader, 'id' | 'target' | 'dataset'>;
  readonly goal: number | null;
  readonly arms: readonly {
    readonly origin: 'real' | 'synthetic';
    readonly n: number;
    readonly failures: number;
    readonly rate: number;
  }[];
  /** Cases of the dataset that the run gives no score for. */
  readonly unscored: number;
  /** Every cell that the suite names and that has cases, the weakest first. */
  readonly cells: readonly CellStanding[];
  /** Slices that nobody has named, with what the half that they were not found on says of them. */
  readonly slices: readonly DiscoveredSlice[];
  /** The embedder whose clusters were among them, and how many different texts it was given; null: it was not asked. */
  readonly embedded: Pick<SuiteClusters, 'embedder' | 'texts'> | null;
  /** Of the weak cells and the confirmed slices. */
  readonly hypotheses: readonly Hypothesis[];
  /** The judge that was asked for them, and what that took; null: none was, or there is nothing to ask about. */
  readonly asked: { readonly judge: string; readonly spend: Spend } | null;
}

/** The same, with the cases behind it. */
export interface FoundGaps extends FailingRun {
  readonly gaps: Gaps;
  readonly observed: readonly ObservedCase[];
  /** Null where no embedder was asked. */
  readonly clusters: SuiteClusters | null;
}

/**
 * Finds where the target of a run is weak: cells by shrunk rates, slices that nobody has named, and what may be behind
 * them, where it is asked for in the words of a judge model. Throws where there is no run, or none that fits the suite as
 * it is, or too little of it was scored; USAGE where a judge is to be asked and the suite names none that may; and what the
 * embedder throws.
 */
export async function gaps(
  loaded: LoadedSuite,
  options: AskingGapsOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Gaps> {
  const found = await findGaps(loaded, options, signal);
  if (options.ask !== true) return found.gaps;
  const judge = chooseJudge(loaded, found.record.header.target);
  if (found.failing.length === 0) return found.gaps;
  return { ...found.gaps, ...(await askJudge(loaded, judge, found, options.onAsked ?? (() => {}), signal)) };
}

/** The same without a call of a judge: hypotheses are those of rules. `loadedData`: the dataset that the run is to fit. */
export async function findGaps(
  loaded: LoadedSuite,
  options: GapsOptions,
  signal: AbortSignal,
  loadedData: LoadedDataset | null = null,
): Promise<FoundGaps> {
  const { suite } = loaded;
  const record = runOf(loaded, options.run);
  refuseShard(loaded, record.header, 'searched for gaps');
  const data = loadedData ?? (await loadDataset(loaded));
  requireFit(loaded, data, record.header);
  const problem = runProblem(record, tally(record), suite.gate.maxMissing);
  if (problem !== null) throw new HeldoutError([problem]);
  const { cases } = data.dataset;
  const observed = observeCases(record, cases);
  if (observed.length === 0) {
    throw fault('RUN_UNSCORED', `run ${record.header.id} has no case with a score`, {
      hint: 'outputs that are only compared with others have none: gaps needs a scorer',
    });
  }
  const named = gapCells(observed, suite.slices);
  const cells = weighCells(named, observed, {
    goal: options.goal ?? null,
    margin: suite.gate.margin,
    alphaPass: suite.gate.alphaPass,
    weightOf: (skill) => suite.skills.find(({ id }) => id === skill)?.weight ?? 1,
  });
  const clusters =
    options.clusters === false ? null : await suiteClusters(loaded, observed, signal, options.onEmbedded);
  const slices = discoverSlices(
    observed,
    named,
    new Set(cells.filter(isWeak).map(({ name }) => name)),
    suite.slices,
    clusters?.clustersOf,
  );
  const { id, target, dataset } = record.header;
  const failing = failingPlaces({ cells, slices }, named, observed, suite.task);
  const found: Gaps = {
    run: { id, target, dataset },
    goal: options.goal ?? null,
    arms: armsOf(observed),
    unscored: cases.length - observed.length,
    cells,
    slices,
    embedded: clusters === null ? null : { embedder: clusters.embedder, texts: clusters.texts },
    hypotheses: failing.map(({ hypothesis }) => hypothesis),
    asked: null,
  };
  return { gaps: found, record, data, observed, failing, clusters };
}

function runOf(loaded: LoadedSuite, wanted: string | undefined): RunRecord {
  const id = wanted ?? newestCandidate(loaded)?.id;
  if (id !== undefined) return readRun(runsFolder(loaded), id);
  const hint = `score a target first: \`heldout run ${shellWord(loaded.file)} --target REF\``;
  throw fault('RUN_NOT_FOUND', 'the suite has no run yet', { hint });
}

function armsOf(observed: readonly ObservedCase[]): Gaps['arms'] {
  return (['real', 'synthetic'] as const).flatMap((origin) => {
    const arm = observed.filter((item) => item.origin === origin);
    if (arm.length === 0) return [];
    const rate = arm.reduce((sum, { score }) => sum + score, 0) / arm.length;
    return [{ origin, n: arm.length, failures: arm.filter(({ score }) => score < 1).length, rate }];
  });
}
