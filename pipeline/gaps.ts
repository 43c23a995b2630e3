import { fault, HeldoutError } from '../core/errors.ts';
import type { RunHeader } from '../core/run.ts';
import { type DiscoveredSlice, discoverSlices } from '../gaps/discover-slices.ts';
import { type GapCell, gapCells } from '../gaps/gap-cells.ts';
import { type Hypothesis, hypothesise } from '../gaps/hypothesise.ts';
import type { ObservedCase } from '../gaps/observed-case.ts';
import { type CellStanding, isWeak, weighCells } from '../gaps/weigh-cells.ts';
import { type RunRecord, readRun } from '../runner/run-records.ts';
import { tally } from '../runner/tally.ts';
import { observeCases } from './gaps/observe-cases.ts';
import { requireFit } from './gating/require-fit.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { newestCandidate } from './running/find-runs.ts';
import { refuseShard } from './running/refuse-shard.ts';
import { runProblem } from './running/run-problem.ts';
import { runsFolder } from './running/runs-folder.ts';

export { isWeak };

export interface GapsOptions {
  /** Default: the newest run of the suite that is not a baseline's. */
  readonly run?: string;
  /** What every cell should reach, 0–1. Default: the rate of the rest of its arm. */
  readonly goal?: number;
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
  /** Of the weak cells and the confirmed slices. */
  readonly hypotheses: readonly Hypothesis[];
}

/** The same, with the cases behind it. */
export interface FoundGaps {
  readonly gaps: Gaps;
  readonly record: RunRecord;
  readonly data: LoadedDataset;
  readonly observed: readonly ObservedCase[];
}

/**
 * Finds where the target of a run is weak: cells by shrunk rates, slices that nobody has named, and what may be behind
 * them. Calls no model. Throws where there is no run, or none that fits the suite as it is, or too little of it was scored.
 */
export async function gaps(loaded: LoadedSuite, options: GapsOptions = {}): Promise<Gaps> {
  return (await findGaps(loaded, options)).gaps;
}

export async function findGaps(loaded: LoadedSuite, options: GapsOptions = {}): Promise<FoundGaps> {
  const { suite } = loaded;
  const record = runOf(loaded, options.run);
  refuseShard(loaded, record.header, 'searched for gaps');
  const data = await loadDataset(loaded);
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
  const slices = discoverSlices(
    observed,
    named,
    new Set(cells.filter(isWeak).map(({ name }) => name)),
    suite.slices,
  );
  const { id, target, dataset } = record.header;
  const found: Gaps = {
    run: { id, target, dataset },
    goal: options.goal ?? null,
    arms: armsOf(observed),
    unscored: cases.length - observed.length,
    cells,
    slices,
    hypotheses: hypothesesOf({ cells, slices }, named, observed),
  };
  return { gaps: found, record, data, observed };
}

function runOf(loaded: LoadedSuite, wanted: string | undefined): RunRecord {
  const id = wanted ?? newestCandidate(loaded)?.id;
  if (id !== undefined) return readRun(runsFolder(loaded), id);
  const hint = `score a target first: \`heldout run ${loaded.file} --target REF\``;
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

function hypothesesOf(
  { cells, slices }: Pick<Gaps, 'cells' | 'slices'>,
  named: readonly GapCell[],
  observed: readonly ObservedCase[],
): readonly Hypothesis[] {
  const byName = new Map(named.map(({ name, cases }) => [name, cases]));
  const byId = new Map(observed.map((item) => [item.id, item]));
  const weak = cells.filter(isWeak).map(({ name }) => ({ name, cases: byName.get(name) ?? [] }));
  const confirmed = slices
    .filter(({ isConfirmed }) => isConfirmed)
    .map(({ name, origin, cases }) => ({
      name: `${origin}/${name}`,
      cases: cases.flatMap((id) => byId.get(id) ?? []),
    }));
  return [...weak, ...confirmed].flatMap(({ name, cases }) => hypothesise(name, cases) ?? []);
}
