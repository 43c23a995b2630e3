import { counted } from '../core/counted.ts';
import { fault } from '../core/errors.ts';
import type { Spend } from '../core/report.ts';
import type { FillRecord } from '../core/round-record.ts';
import { shellWord } from '../core/shell-word.ts';
import { closeFill, readOpenFill, writeOpenFill } from '../datasets/open-fill.ts';
import { writeProbeCases } from '../datasets/probe-cases.ts';
import { appendRound, readRounds } from '../datasets/rounds.ts';
import { readTrainingItems } from '../datasets/training-items.ts';
import type { AllocationRule } from '../gaps/allocate.ts';
import { totalSpend } from './call-meter.ts';
import { type Exported, type ExportOptions, exportSuite } from './export.ts';
import { type Aim, aimRecord, aimsOf } from './filling/aims.ts';
import { asOfVersion } from './filling/as-of-version.ts';
import { type AskedTarget, openAskedTarget } from './filling/asked-target.ts';
import { type FilledCell, fillHeldout } from './filling/fill-heldout.ts';
import { fillProbe, type ProbeFilled } from './filling/fill-probe.ts';
import { fillTraining, type TrainingFilled } from './filling/fill-training.ts';
import { freshCases } from './filling/fresh-cases.ts';
import { mutantNeeds } from './filling/mutant-needs.ts';
import { requireFillable } from './filling/require-fillable.ts';
import { freeze } from './freeze.ts';
import { type FoundGaps, findGaps, type Gaps, type GapsOptions } from './gaps.ts';
import type { GenerateOptions } from './generate.ts';
import { loadDataset, loadRealData, type RealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { redactReal } from './redaction.ts';
import { requireDone, runTarget } from './run.ts';
import { newestCandidate } from './running/find-runs.ts';
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
  /** The model that is to be tuned, as the trainer names it; left out: its configuration says where to put it. */
  readonly model?: string;
  /** As for an export: null for all but internal and undeclared ones. */
  readonly licences?: readonly string[] | null;
  /** Absolute folder of the training export; null: under `.heldout/exports/`. */
  readonly out?: string | null;
  readonly now?: () => Date;
  readonly onProgress?: GenerateOptions['onProgress'];
  /** Told where another process works on the suite, and this one waits. */
  readonly onWait?: (why: string) => void;
  /** Told how to go on, where the fill fails or is stopped after something may have been made. */
  readonly onStopped?: (how: string) => void;
}

export interface Filled {
  readonly gaps: Gaps;
  readonly aims: readonly Aim[];
  readonly heldout: readonly FilledCell[];
  readonly versions: FillRecord['versions'];
  readonly probe: ProbeFilled;
  readonly training: TrainingFilled;
  /** Null where there is nothing to export. */
  readonly exported: Exported | null;
  /** Null where nothing was made: that is no round. */
  readonly record: FillRecord | null;
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
  const stopped = readOpenFill(loaded.paths);
  const resumed =
    stopped !== null && stopped.run === (options.run ?? newestCandidate(loaded)?.id) ? stopped : null;
  const data = await (resumed === null ? loadDataset(loaded) : asOfVersion(loaded, resumed.before));
  const found = await findGaps(loaded, options, signal, data);
  const isByMutants = options.by === 'mutants' && options.heldout > 0;
  const needs = isByMutants ? mutantNeeds(loaded, data.dataset) : null;
  const aims = aimsOf(found.gaps);
  const round = readRounds(loaded.paths).fills.length + 1;
  const seed = (options.seed ?? 0) + round;
  const real = await redactReal(loaded, await loadRealData(loaded, { seeds: 'all', material: true }), seed);
  const target = await openAskedTarget(loaded, found.record.header);
  let filled: Omit<Filled, 'exported'>;
  try {
    const before = resumed?.before ?? (await freeze(loaded)).manifest.version;
    const training = resumed?.training ?? readTrainingItems(loaded.paths).map(({ id }) => id);
    writeOpenFill(loaded.paths, { run: found.gaps.run.id, before, training });
    const work = { loaded, found, needs, aims, real, target, before, seed, options };
    filled = await fillOpen(
      work,
      { round, training: new Set(training), isResumed: resumed !== null },
      signal,
    );
    closeFill(loaded.paths);
  } catch (error) {
    options.onStopped?.(
      `what was made is kept, and the round is not recorded yet: the same \`heldout fill\` with \`--run ${found.gaps.run.id}\` goes on`,
    );
    throw error;
  } finally {
    await target.close();
  }
  return { ...filled, exported: filled.training.added === 0 ? null : await exportFilled(loaded, options) };
}

interface Begun {
  readonly round: number;
  /** Ids of the training items that were there before. */
  readonly training: ReadonlySet<string>;
  readonly isResumed: boolean;
}

async function fillOpen(
  work: Work,
  { round, training: had, isResumed }: Begun,
  signal: AbortSignal,
): Promise<Omit<Filled, 'exported'>> {
  const { loaded, found, aims, real, target, before, seed, options } = work;
  const { gaps } = found;
  const held = await fillHeldout({ ...work, gaps }, signal);
  const probing = { loaded, gaps, real, seed, rule: options.rule ?? 'lcb' };
  const probe = await fillProbe({ ...probing, wanted: options.probe ?? options.heldout }, signal);
  const training = await fillTraining(
    { ...work, clusters: found.clusters, wanted: options.train, had },
    signal,
  );
  const versions = { before, after: held.version ?? before };
  const drafted: FillRecord = {
    kind: 'fill',
    round,
    at: (options.now ?? (() => new Date()))().toISOString(),
    run: gaps.run.id,
    target: found.record.header.target,
    aims: aims.map(aimRecord),
    versions,
    heldout: held.raised,
    probe: probe.made,
    training: training.added,
    before: null,
  };
  const isEmpty = held.made + probe.made + training.added === 0;
  const measured = isEmpty ? null : await measureFresh(held.loaded, drafted, target, signal);
  const record = isEmpty ? null : { ...drafted, before: measured?.id ?? null };
  if (record !== null) {
    if (probe.made === 0) writeProbeCases(loaded.paths, []);
    appendRound(loaded.paths, record);
  }
  const spent = [held.spend, probe.spend, training.spend, target.spend(), measured?.spend ?? nothingSpent];
  return {
    gaps,
    aims,
    heldout: held.cells,
    versions,
    probe,
    training,
    record,
    spend: totalSpend(spent),
    notes: [
      ...(isResumed
        ? ['this goes on with a fill by the same run that was stopped, and counts what that made']
        : []),
      ...notesOn(aims, probe, options),
      ...embeddedNote(gaps),
      ...training.notes,
    ],
  };
}

interface Work {
  readonly loaded: LoadedSuite;
  readonly found: FoundGaps;
  /** SKILL/EDGE → what it needs for the mutants that got through; null: cells are filled by how weak they may be. */
  readonly needs: ReadonlyMap<string, number> | null;
  readonly aims: readonly Aim[];
  readonly real: RealData;
  readonly target: AskedTarget;
  /** The version that the fill started from. */
  readonly before: number;
  readonly seed: number;
  readonly options: FillOptions;
}

const nothingSpent: Spend = { usd: 0, requests: 0, tokens: 0 };

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

/** The round is recorded by now: an export that fails can be written by itself. */
async function exportFilled(loaded: LoadedSuite, options: FillOptions): Promise<Exported> {
  try {
    return await exportSuite(loaded, exportOf(options));
  } catch (error) {
    const { format } = exportOf(options);
    options.onStopped?.(
      `the round is recorded, its export alone is missing: \`heldout export ${shellWord(loaded.file)} --split train --from items --format ${format}\``,
    );
    throw error;
  }
}

function exportOf({ format, model, licences, out }: FillOptions): ExportOptions {
  return {
    split: 'train',
    format: format ?? 'messages',
    from: ['items'],
    licences: licences ?? null,
    out: out ?? null,
    model: model ?? null,
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

function notesOn(
  aims: readonly Aim[],
  probe: ProbeFilled,
  { train, heldout, by }: FillOptions,
): readonly string[] {
  const unprobed =
    probe.rows === 0 && heldout > 0
      ? [
          'the suite has no rows under `data.probe`: the gain of a training round can be told from the new held-out cases alone',
        ]
      : [];
  if (aims.length > 0) return unprobed;
  return [
    ...unprobed,
    ...(train > 0
      ? [
          'no cell is shown to be weak: there is nothing to aim training material at; `--goal RATE` aims at whatever is below a rate, where all of it is evenly bad',
        ]
      : []),
    ...(heldout > 0 && by !== 'mutants'
      ? ['no cell is shown to be weak: new held-out cases go where that is least sure']
      : []),
  ];
}
