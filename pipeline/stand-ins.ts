import { type Case, caseId } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type { Identifier } from '../core/identifier.ts';
import type { Spend } from '../core/report.ts';
import { findAll } from '../curation/pii/find-all.ts';
import { KnownValues } from '../curation/pii/known-values.ts';
import { redactRecords, textsOf } from '../curation/pii/redact-records.ts';
import { Surrogates } from '../curation/pii/surrogates.ts';
import { RealRecords } from '../curation/real-records.ts';
import { assembleDataset } from '../datasets/dataset.ts';
import { totalSpend } from './call-meter.ts';
import { openJudges } from './generation/open-judges.ts';
import { openWriter } from './generation/open-writer.ts';
import { casesOf, loadRealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { surrogateKey } from './redaction.ts';
import { compareVerdicts } from './stand-ins/compare-verdicts.ts';
import type { Guard } from './stand-ins/fault-of.ts';
import { contentKey, type Making, standInMaker } from './stand-ins/make-stand-in.ts';
import { distances, measure, notesOn } from './stand-ins/measure.ts';
import type { LeftOut, StandInReport, VerdictAgreement } from './stand-ins/stand-in-report.ts';
import { pseudonym } from './stand-ins/stand-in-rows.ts';

export interface StandInOptions {
  readonly seed?: number;
  /** Compare the gate's verdict on this target; left out: do not. Paths are relative to the working folder. */
  readonly target?: string;
  readonly workingFolder?: string;
  /** Default true: what models answered before is taken from the cache. */
  readonly cache?: boolean;
  readonly onProgress?: (done: number, all: number) => void;
}

/** Stand-ins for the real held-out records of a suite, and how far they are from those. */
export interface StandIns {
  readonly cases: readonly Case[];
  readonly report: StandInReport;
}

interface Pair {
  readonly original: Case;
  readonly standIn: Case;
}

/** The records, and what is held against what stands in for them. */
interface Records {
  readonly records: readonly Case[];
  readonly redacted: readonly Case[];
  readonly found: readonly Identifier[];
  readonly guard: Guard;
  readonly key: string;
}

/**
 * Makes a stand-in for each real held-out record that can have one (generators.md G28): surrogates for its identifiers, then
 * other words, by `models.generator` or by rules alone; held to the record's answer, by `models.judges` blind where there are
 * any, and to a distance from every real record. Ids and clusters are pseudonyms, and the order is that of the ids. Writes
 * nothing but the runs of a comparison. Throws STAND_INS_EMPTY where no record has one.
 */
export async function standIns(
  loaded: LoadedSuite,
  options: StandInOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<StandIns> {
  const seed = options.seed ?? 0;
  const real = await realRecords(loaded, seed);
  const { pairs, leftOut, spend } = await makePairs(loaded, real, { ...options, seed }, signal);
  const { target, workingFolder = process.cwd() } = options;
  const verdict =
    target === undefined ? null : await compareVerdicts(loaded, pairs, { target, workingFolder }, signal);
  const cases = pairs.map(({ standIn }) => standIn);
  return { cases, report: await reportOf(loaded, cases, real, { seed, leftOut, verdict, spend }) };
}

async function realRecords(loaded: LoadedSuite, seed: number): Promise<Records> {
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const records = assembleDataset(loaded.suite.id, casesOf(real.heldout), []).cases;
  const all = [...records, ...casesOf(real.seeds), ...casesOf(real.probe)];
  const key = surrogateKey(all, seed, process.env);
  const surrogates = new Surrogates(key);
  const redacted = (await redactRecords(all, surrogates)).slice(0, records.length);
  const identifiers = new KnownValues();
  for (const one of (await findAll(all.flatMap(textsOf))).flat())
    if (one.text.length > 5) identifiers.add(one);
  const asRecord = (item: Case) => ({ ...item, texts: textsOf(item).map(({ text }) => text) });
  const guard = {
    real: new RealRecords(all.map(asRecord)),
    identifiers,
    surrogates,
    between: distances(new RealRecords(records.map(asRecord)).ownDistances()),
  };
  const found = (await findAll(records.flatMap(textsOf))).flat();
  return { records, redacted, found, guard, key };
}

async function makePairs(
  loaded: LoadedSuite,
  { records, redacted, guard, key }: Records,
  options: StandInOptions & { readonly seed: number },
  signal: AbortSignal,
): Promise<{
  readonly pairs: readonly Pair[];
  readonly leftOut: StandInReport['leftOut'];
  readonly spend: Spend;
}> {
  const writer = await openWriter(loaded, options.cache !== false);
  const judges = await openJudges(loaded, options.cache !== false);
  try {
    const making: Making = {
      loaded,
      guard,
      writer: writer.writer,
      judges: judges.judges,
      seed: options.seed,
    };
    const make = standInMaker(making, redacted);
    const pairs = new Map<string, Pair>();
    const leftOut = new Map<LeftOut, number>();
    const leave = (reason: LeftOut) => void leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    const { concurrency } = loaded.suite.run;
    for (let from = 0; from < redacted.length; from += concurrency) {
      const chunk = redacted.slice(from, from + concurrency);
      const made = await Promise.all(chunk.map((record, index) => make(record, from + index, signal)));
      for (const [index, content] of made.entries()) {
        const original = records[from + index];
        if (typeof content === 'string' || original === undefined)
          leave(typeof content === 'string' ? content : 'reply');
        else if (pairs.has(contentKey(content))) leave('repeated');
        else pairs.set(contentKey(content), { original, standIn: standInOf(original, content, key) });
      }
      options.onProgress?.(Math.min(from + concurrency, redacted.length), redacted.length);
    }
    const kept = [...pairs.values()].sort((a, b) => (a.standIn.id < b.standIn.id ? -1 : 1));
    if (kept.length === 0) throw empty(leftOut);
    const spend = totalSpend([writer.spend(), judges.spend()]);
    return { pairs: kept, leftOut: Object.fromEntries(leftOut), spend };
  } finally {
    await writer.close();
    await judges.close();
  }
}

/** A case like the record's, with nothing of it but its cell, its tags and a pseudonym of its cluster; documents are named by their number. */
function standInOf(original: Case, content: Pick<Case, 'input' | 'expected'>, key: string): Case {
  const { cell, tags } = original;
  const { documents } = content.input;
  const named = documents?.map(({ text }, index) => ({ id: `document-${index + 1}`, text }));
  const input = named === undefined ? content.input : { ...content.input, documents: named };
  const { expected } = content;
  return {
    input,
    expected,
    cell,
    tags,
    id: caseId({ cell, input, expected }),
    cluster: pseudonym(key, 'cluster', original.cluster),
    origin: 'real',
    split: 'heldout',
    expectedFrom: 'declared',
    provenance: {
      kind: 'authored',
      source: 'stand-ins.jsonl',
      row: 0,
      declaredId: null,
      licence: null,
      copyable: true,
    },
    verdicts: [],
  };
}

async function reportOf(
  { suite }: LoadedSuite,
  cases: readonly Case[],
  { records, found, guard }: Records,
  made: {
    readonly seed: number;
    readonly leftOut: StandInReport['leftOut'];
    readonly verdict: VerdictAgreement | null;
    readonly spend: Spend;
  },
): Promise<StandInReport> {
  const { left, ...measured } = await measure(cases, guard);
  const types = [...new Set(found.map(({ type }) => type))].sort();
  const known = {
    ...made,
    ...measured,
    suite: { id: suite.id, title: suite.title },
    writers: suite.models.generator.map(({ use }) => use),
    judges: suite.models.judges.map(({ use }) => use),
    records: records.length,
    standIns: cases.length,
    identifiers: {
      found: Object.fromEntries(types.map((type) => [type, found.filter((one) => one.type === type).length])),
      left,
    },
  };
  return { ...known, notes: notesOn(known) };
}

function empty(leftOut: ReadonlyMap<LeftOut, number>): Error {
  const reasons = [...leftOut].map(([reason, n]) => `${reason} ${n}`).join(', ');
  return fault('STAND_INS_EMPTY', `no record has a stand-in: ${reasons}`, {
    hint: 'name a model under `models.generator` that can write them anew, or another one',
  });
}
