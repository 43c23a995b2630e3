import { cellName } from '../core/case.ts';
import { counted } from '../core/counted.ts';
import { fault } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import type { Spend } from '../core/report.ts';
import type { FillRecord } from '../core/round-record.ts';
import { readGeneratedCases } from '../datasets/generated-cases.ts';
import { writeProbeCases } from '../datasets/probe-cases.ts';
import { appendRound, readRounds } from '../datasets/rounds.ts';
import { type AllocationRule, allocate, allocateByNeed } from '../gaps/allocate.ts';
import { totalSpend } from './call-meter.ts';
import { type Exported, type ExportOptions, exportSuite } from './export.ts';
import { type Aim, aimRecord, aimsOf } from './filling/aims.ts';
import { type AskedTarget, openAskedTarget } from './filling/asked-target.ts';
import { fillTraining, type TrainingFilled } from './filling/fill-training.ts';
import { fillableCells } from './filling/fillable-cells.ts';
import { freshCases } from './filling/fresh-cases.ts';
import { makeProbe } from './filling/make-probe.ts';
import { mutantNeeds } from './filling/mutant-needs.ts';
import { raisedBy } from './filling/raised-quotas.ts';
import { requireFillable } from './filling/require-fillable.ts';
import { freeze } from './freeze.ts';
import { type FoundGaps, findGaps, type Gaps, type GapsOptions } from './gaps.ts';
import { type GenerateOptions, generate } from './generate.ts';
import { casesOf, loadDataset, loadRealData, type RealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { redactReal } from './redaction.ts';
import { requireDone, runTarget } from './run.ts';
import { inTurn } from './running/in-turn.ts';

export interface FillOptions extends GapsOptions {
  /** New held-out cases, and items to train on; one of them above 0. */
  readonly heldout: number;
  readonly train: number;
  /** Cases to be made of the probe rows. Default: as many as new held-out ones. */
  readonly probe?: number;
  readonly rule?: AllocationRule;
  /** What new held-out cases are for: the weak cells of the run, or what the newest mutation score lacks. Default: gaps. */
  readonly by?: 'gaps' | 'mutants';
  readonly seed?: number;
  /** Of the training export. Default: `messages`. */
  readonly format?: string;
  /** As for an export: null for all but internal and undeclared ones. */
  readonly licences?: readonly string[] | null;
  /** Absolute folder of the training export; null: under `.heldout/exports/`. */
  readonly out?: string | null;
  readonly now?: () => Date;
  readonly onProgress?: GenerateOptions['onProgress'];
  /** Told where another process works on the suite, and this one waits. */
  readonly onWait?: (why: string) => void;
}

/** What became of a cell that was to get new held-out cases. */
export interface FilledCell {
  /** SKILL/EDGE. */
  readonly name: string;
  readonly wanted: number;
  readonly made: number;
}

export interface Filled {
  readonly gaps: Gaps;
  readonly aims: readonly Aim[];
  readonly heldout: readonly FilledCell[];
  readonly versions: FillRecord['versions'];
  readonly probe: { readonly rows: number; readonly wanted: number; readonly made: number };
  readonly training: TrainingFilled;
  /** Null where there is nothing to export. */
  readonly exported: Exported | null;
  readonly record: FillRecord;
  readonly spend: Spend;
  readonly notes: readonly string[];
}

/**
 * Aims generation at the gaps of a run. New held-out cases go where the target may be weak and become the next version of
 * the dataset, so that they are no part of the estimate that chose them; a fresh probe is made beside them. Training items
 * are made of seeds of the training side alone, one generation deep, where the target is weak and answers wrongly, and
 * exported after a comparison with everything that is held out. At last the target is measured on what is new, for an
 * honest before and after. What is finished is written also where a later step fails. Takes its turn beside other
 * generations of the suite.
 */
export function fill(
  loaded: LoadedSuite,
  options: FillOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<Filled> {
  return inTurn(loaded, signal, () => fillNow(loaded, options, signal), options.onWait);
}

async function fillNow(loaded: LoadedSuite, options: FillOptions, signal: AbortSignal): Promise<Filled> {
  if (options.heldout + options.train === 0)
    throw fault('USAGE', 'there is nothing to fill', { hint: 'write `--heldout N`, `--train M`, or both' });
  await requireTrainable(loaded, options);
  const found = await findGaps(loaded, options, signal);
  const isByMutants = options.by === 'mutants' && options.heldout > 0;
  const needs = isByMutants ? mutantNeeds(loaded, found.data.dataset) : null;
  const aims = aimsOf(found.gaps);
  const { fills } = readRounds(loaded.paths);
  const round = fills.length + 1;
  const seed = (options.seed ?? 0) + round;
  const real = await redactReal(loaded, await loadRealData(loaded, { seeds: 'all', material: true }), seed);
  const target = await openAskedTarget(loaded, found.record.header);
  try {
    const before = (await freeze(loaded)).manifest.version;
    const work = { loaded, found, needs, aims, real, target, seed, options };
    const held = await fillHeldout(work, signal);
    const probe = await fillProbe(work, held.cells, signal);
    const training = await fillTraining({ ...work, clusters: found.clusters, wanted: options.train }, signal);
    const record: FillRecord = {
      kind: 'fill',
      round,
      at: (options.now ?? (() => new Date()))().toISOString(),
      run: found.gaps.run.id,
      target: found.record.header.target,
      aims: aims.map(aimRecord),
      versions: { before, after: held.version ?? before },
      heldout: Object.fromEntries(held.cells.flatMap(({ name, made }) => (made > 0 ? [[name, made]] : []))),
      probe: probe.made,
      training: training.added,
      before: null,
    };
    const measured = await measureFresh(held.loaded, record, target, signal);
    const whole = { ...record, before: measured?.id ?? null };
    appendRound(loaded.paths, whole);
    const exported = training.added === 0 ? null : await exportSuite(loaded, exportOf(options));
    return {
      gaps: found.gaps,
      aims,
      heldout: held.cells,
      versions: record.versions,
      probe,
      training,
      exported,
      record: whole,
      spend: totalSpend([
        held.spend,
        probe.spend,
        training.spend,
        target.spend(),
        measured?.spend ?? nothingSpent,
      ]),
      notes: [...notesOn(aims, options), ...embeddedNote(found.gaps), ...probe.notes, ...training.notes],
    };
  } finally {
    await target.close();
  }
}

interface Work {
  readonly loaded: LoadedSuite;
  readonly found: FoundGaps;
  /** SKILL/EDGE → what it needs for the mutants that got through; null: cells are filled by how weak they may be. */
  readonly needs: ReadonlyMap<string, number> | null;
  readonly aims: readonly Aim[];
  readonly real: RealData;
  readonly target: AskedTarget;
  readonly seed: number;
  readonly options: FillOptions;
}

const nothingSpent: Spend = { usd: 0, requests: 0, tokens: 0 };

async function fillHeldout({ loaded, found, needs, seed, options }: Work, signal: AbortSignal) {
  const cells = fillableCells(loaded, found.gaps);
  const wanted =
    needs !== null
      ? allocateByNeed(options.heldout, needs)
      : allocate(cells.length === 0 ? 0 : options.heldout, cells, options.rule ?? 'lcb', seed);
  const raises = Object.fromEntries([...wanted].filter(([, n]) => n > 0));
  if (Object.keys(raises).length === 0) return { loaded, cells: [], version: null, spend: nothingSpent };
  const countIn = () => groupBy(readGeneratedCases(loaded.paths), ({ cell }) => cellName(cell));
  const had = countIn();
  const { onProgress } = options;
  const asked = raisedBy(loaded, raises);
  const generated = await generate(asked, onProgress === undefined ? {} : { onProgress }, signal);
  const has = countIn();
  const made = (name: string) => (has.get(name)?.length ?? 0) - (had.get(name)?.length ?? 0);
  const filled = Object.entries(raises).map(([name, n]) => ({ name, wanted: n, made: made(name) }));
  // What the cells could not give is no part of their quotas from here on.
  const raised = raisedBy(loaded, Object.fromEntries(filled.map(({ name, made: n }) => [name, n])));
  return {
    loaded: raised,
    cells: filled,
    version: (await freeze(raised)).manifest.version,
    spend: generated.spend,
  };
}

async function fillProbe(
  { loaded, found, real, seed, options }: Work,
  heldout: readonly FilledCell[],
  signal: AbortSignal,
) {
  const rows = casesOf(real.probe).length;
  const budget = options.probe ?? options.heldout;
  const cells = fillableCells(loaded, found.gaps);
  const wanted = allocate(cells.length === 0 ? 0 : budget, cells, options.rule ?? 'lcb', seed);
  if (rows === 0) {
    const note =
      'the suite has no rows under `data.probe`: the gain of a training round can be told from the new held-out cases alone';
    return {
      rows,
      wanted: 0,
      made: 0,
      spend: nothingSpent,
      notes: heldout.length > 0 || options.train > 0 ? [note] : [],
    };
  }
  const made = await makeProbe(loaded, real, wanted, seed, signal);
  writeProbeCases(loaded.paths, made.cases);
  return {
    rows,
    wanted: cells.length === 0 ? 0 : budget,
    made: made.cases.length,
    spend: made.spend,
    notes: [],
  };
}

/** The run of the target on what is new, and what it cost; null where nothing is new. */
async function measureFresh(
  loaded: LoadedSuite,
  record: FillRecord,
  target: AskedTarget,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly spend: Spend } | null> {
  const fresh = await freshCases(loaded, record, await loadDataset(loaded));
  if (fresh.data.dataset.cases.length === 0) return null;
  const run = await runTarget(loaded, fresh.data, target.chosen, 'probe', {}, signal);
  signal.throwIfAborted();
  requireDone(run);
  return { id: run.record.header.id, spend: run.record.end?.spend ?? nothingSpent };
}

/** Looks whether what is to be trained on could be made and exported; throws where it could not, before anything is made. */
export async function requireTrainable(loaded: LoadedSuite, options: FillOptions): Promise<void> {
  if (options.train > 0) await requireFillable(loaded, exportOf(options));
}

function exportOf({ format, licences, out }: FillOptions): ExportOptions {
  return {
    split: 'train',
    format: format ?? 'messages',
    from: ['items'],
    licences: licences ?? null,
    out: out ?? null,
    model: null,
    target: null,
    maxTokens: null,
  };
}

/** What embeddings cost is not known here: how many there were is told. */
function embeddedNote({ embedded }: Gaps): readonly string[] {
  return embedded === null
    ? []
    : [`to find clusters ${embedded.embedder} was given ${counted(embedded.texts, 'text')}`];
}

function notesOn(aims: readonly Aim[], { train, heldout, by }: FillOptions): readonly string[] {
  if (aims.length > 0) return [];
  return [
    ...(train > 0 ? ['no cell is shown to be weak: there is nothing to aim training material at'] : []),
    ...(heldout > 0 && by !== 'mutants'
      ? ['no cell is shown to be weak: new held-out cases go where that is least sure']
      : []),
  ];
}
