import type { Case, CaseId, Verdict } from '../../core/case.ts';
import type { CellCount } from '../../core/report.ts';
import type { AdmissionContext } from '../../core/seams.ts';
import { inheritedSplit } from '../../curation/lineage-graph.ts';
import type { CellPlan } from '../planning/plan-cells.ts';
import type { CanaryBatches } from './canary-batches.ts';
import type { CasePool } from './case-pool.ts';
import { countCell } from './count-cell.ts';
import { isDecided } from './is-decided.ts';
import { cellOf, type Lane, type LaneSettings, openLanes } from './lanes.ts';
import type { OpenWriter } from './open-writer.ts';
import { askModels, askRules, type Panel } from './panel.ts';
import { type SignedProposal, signProposal } from './sign-proposal.ts';

/** How far a cell is. */
export type CellProgress = Omit<CellCount, 'variants' | 'pairs' | 'reasons'>;

/** What filling a cell needs. */
export interface FillSettings extends Omit<LaneSettings, 'writer' | 'passedOver'> {
  readonly panel: Panel;
  readonly canaries: CanaryBatches;
  readonly writer: OpenWriter;
  /** How many more cases may be accepted in all; Infinity without a limit. */
  readonly room: () => number;
  /** What the rules and models are told beside the candidate, for one signed proposal. */
  contextOf(plan: CellPlan, signed: SignedProposal): AdmissionContext;
  onProgress(progress: CellProgress): void;
}

/**
 * Fills one cell up to its quota. The generators are replayed from their start: a case that was accepted before is
 * recognised by its id and counts, so the same seed gives the same set whether it is made in one go, topped up, or
 * made again in part. Each generator is asked for its share first, then for what the others could not give.
 */
export async function fillCell(
  plan: CellPlan,
  settings: FillSettings,
  signal: AbortSignal,
): Promise<CellCount> {
  const { pool } = settings;
  const cell = cellOf(plan, {});
  const isFull = () => pool.tally(cell).accepted >= plan.edgeCase.quota;
  if (isFull()) return countCell(plan, pool, null);
  const passed = new Map<string, number>();
  const passedOver = (reason: string) => void passed.set(reason, (passed.get(reason) ?? 0) + 1);
  const { writer } = settings.writer;
  const generators = openLanes(plan, { ...settings, writer, passedOver }, signal);
  try {
    for (const isFirstPass of [true, false]) {
      for (const lanes of generators) {
        for (;;) {
          signal.throwIfAborted();
          const wave = lanes.flatMap((lane) =>
            draws(lane, isFirstPass ? lane.share : lane.variant.target, pool),
          );
          if (wave.length === 0 || isFull() || settings.room() <= 0) break;
          await fillWave(plan, wave, settings, signal);
        }
      }
    }
  } finally {
    for (const lane of generators.flat()) await lane.close();
  }
  const isDone = (lane: Lane) => lane.isExhausted || pool.tally(lane.cell).accepted >= lane.variant.target;
  const shortfall = generators.flat().every(isDone) ? 'exhausted' : 'limit';
  const count = countCell(plan, pool, shortfall);
  const reasons = { ...count.reasons, ...Object.fromEntries(passed), ...settings.writer.takeFaults() };
  return { ...count, reasons };
}

/** A lane, once for each case that is wanted of it now. */
function draws(lane: Lane, share: number, pool: CasePool): readonly Lane[] {
  if (lane.isExhausted) return [];
  const missing = lane.variant.target - pool.tally(lane.cell).accepted;
  return Array<Lane>(Math.max(0, Math.min(share - lane.met.size, missing))).fill(lane);
}

/**
 * Draws once from each lane named, in order, some of them at a time. What is refused is not drawn again here: the next
 * wave does, so that the order of the candidates does not depend on how many are in hand.
 */
async function fillWave(
  plan: CellPlan,
  wave: readonly Lane[],
  settings: FillSettings,
  signal: AbortSignal,
): Promise<void> {
  const { concurrency, pool } = settings;
  const quota = plan.edgeCase.quota;
  for (let from = 0; from < wave.length; from += concurrency) {
    signal.throwIfAborted();
    const room = Math.min(settings.room(), quota - pool.tally(cellOf(plan, {})).accepted);
    if (room <= 0) return;
    const chunk = wave.slice(from, from + Math.min(concurrency, room));
    for (const lane of chunk) lane.prefetch();
    await fillChunk(plan, chunk, settings, signal, wave.slice(from + concurrency, from + 2 * concurrency));
    const { reasons: _, ...counts } = pool.tally(cellOf(plan, {}));
    settings.onProgress({ skill: plan.skill.id, edgeCase: plan.edgeCase.id, target: quota, ...counts });
  }
}

interface InHand {
  readonly lane: Lane;
  readonly signed: SignedProposal;
  readonly context: AdmissionContext;
  readonly verdicts: readonly Verdict[];
}

/** Takes a candidate from each lane that the rules let through, lets the models rule, and records what they say in order. */
async function fillChunk(
  plan: CellPlan,
  chunk: readonly Lane[],
  settings: FillSettings,
  signal: AbortSignal,
  next: readonly Lane[],
): Promise<void> {
  const inHand: InHand[] = [];
  const pending = settings.pool.twins();
  try {
    for (const lane of chunk) {
      const taken = await take(plan, lane, settings, signal, async ({ candidate, id, cluster }) => {
        // A twin of a candidate in hand waits for that one's ruling: of two equals one must be able to stay.
        if (await pending.has({ ...candidate, id, cluster }, signal))
          await settle(plan, inHand.splice(0), settings, signal);
      });
      if (taken === null) continue;
      inHand.push(taken);
      const { candidate, id, cluster } = taken.signed;
      pending.add({ ...candidate, id, cluster });
    }
    for (const lane of next) lane.prefetch();
  } finally {
    // Where a generator fails, by its budget say, what it gave before was paid for.
    if (!signal.aborted) await settle(plan, inHand.splice(0), settings, signal);
  }
}

/** The next candidate of a lane that is new and that the rules let through; null where there is none. */
async function take(
  plan: CellPlan,
  lane: Lane,
  settings: FillSettings,
  signal: AbortSignal,
  beforeRules: (signed: SignedProposal) => Promise<void>,
): Promise<InHand | null> {
  const { pool, panel, seed } = settings;
  for (;;) {
    signal.throwIfAborted();
    const proposal = await lane.next();
    if (proposal === null) return null;
    const signed = signProposal(proposal, lane.part, lane.cell, seed, pool.find);
    const known = pool.accepted.get(signed.id);
    if (known !== undefined) lane.met.add(known.id);
    if (known !== undefined || isDecided(pool.rejects.get(signed.id), panel)) continue;
    const context = settings.contextOf(plan, signed);
    await beforeRules(signed);
    const verdicts = await askRules(panel, signed.candidate, context, signal);
    if (verdicts.at(-1)?.status === 'accepted') return { lane, signed, context, verdicts };
    recordReject(lane, signed, verdicts, pool);
  }
}

/**
 * The models' answers come in any order; rulings are recorded in the order of the candidates. Planted errors go with them,
 * and are no part of what is recorded.
 */
async function settle(
  plan: CellPlan,
  inHand: readonly InHand[],
  { panel, pool, canaries }: FillSettings,
  signal: AbortSignal,
): Promise<void> {
  const opinions = await Promise.all(
    inHand.map(async ({ signed, context }) => {
      const planted = canaries.join({ plan, panel }, signed.id);
      const asked = planted.map((canary) => canaries.ask(canary, panel, signal));
      const [verdicts] = await Promise.all([askModels(panel, signed.candidate, context, signal), ...asked]);
      return verdicts;
    }),
  );
  for (const [index, { lane, signed, verdicts }] of inHand.entries()) {
    const said = opinions[index] ?? [];
    const made = record(lane, signed, [...verdicts, ...said], pool);
    canaries.settle(made, said);
  }
  await canaries.finish(signal);
}

/** The case that a candidate became; null for one that did not. */
function record(
  lane: Lane,
  signed: SignedProposal,
  verdicts: readonly Verdict[],
  pool: CasePool,
): Case | null {
  const { candidate, id, cluster, parents } = signed;
  if (verdicts.at(-1)?.status === 'accepted') {
    const split = inheritedSplit(parents);
    pool.accept({ ...candidate, id, cluster, origin: 'synthetic', split, verdicts });
    countMet(lane, id, pool);
  } else recordReject(lane, signed, verdicts, pool);
  return pool.accepted.get(id) ?? null;
}

/** People have the last word in the pool: what was accepted may not be in it. */
function countMet(lane: Lane, id: CaseId, pool: CasePool): void {
  if (pool.accepted.has(id)) lane.met.add(id);
}

function recordReject(
  lane: Lane,
  { candidate, id, cluster }: SignedProposal,
  verdicts: readonly Verdict[],
  pool: CasePool,
): void {
  const last = verdicts.at(-1);
  const status = last?.status === 'undecided' ? 'undecided' : 'rejected';
  pool.reject({ ...candidate, id, cluster, status, code: last?.code ?? 'rule', verdicts });
  countMet(lane, id, pool);
}
