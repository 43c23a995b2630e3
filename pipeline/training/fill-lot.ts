import type { Case } from '../../core/case.ts';
import { createRandom } from '../../core/random.ts';
import type { TrainingProposal, TrainingRequest } from '../../core/seams.ts';
import { reworded, type Writer } from '../../core/writing.ts';
import { lowestReading } from '../../runner/lowest-reading.ts';
import type { CasePool } from '../generation/case-pool.ts';
import { type FillSettings, fillCell } from '../generation/fill-cell.ts';
import type { OpenWriter } from '../generation/open-writer.ts';
import type { RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { HeldoutGuard } from './heldout-guard.ts';
import { seedsOf, type TrainingLot } from './training-lots.ts';
import type { TrainingPool } from './training-pool.ts';
import { itemOfProposal, refusedItem } from './training-records.ts';

/** What filling a lot needs. */
export interface LotSettings {
  readonly loaded: LoadedSuite;
  readonly real: RealData;
  readonly pool: TrainingPool;
  readonly guard: HeldoutGuard;
  readonly writer: OpenWriter;
  readonly seed: number;
  /** How many more items may be accepted in all; Infinity without a limit. */
  readonly room: () => number;
  readonly onProgress: (lot: TrainingLot) => void;
}

/** Why a lot has no more items, by how often. */
export type LotReasons = Readonly<Record<string, number>>;

/** Fills a lot of a generator as a cell is filled, up to its quota. */
export async function fillGeneratorLot(
  lot: TrainingLot,
  settings: LotSettings & Pick<FillSettings, 'panel' | 'canaries' | 'contextOf'>,
  signal: AbortSignal,
): Promise<LotReasons> {
  const { loaded, pool, contextOf, onProgress, ...rest } = settings;
  if (lot.how.kind !== 'generator') throw new TypeError(`${lot.name} is no lot of a generator`);
  const { reasons } = await fillCell(
    lot.how.plan,
    {
      ...rest,
      suite: loaded.suite,
      registry: loaded.registry,
      pool: restricted(pool.cases, lot),
      concurrency: loaded.suite.run.concurrency,
      contextOf(plan, signed) {
        pool.note(signed.id, signed.licence);
        return contextOf(plan, signed);
      },
      onProgress: () => onProgress(lot),
    },
    signal,
  );
  return reasons;
}

/** The pool with those parents alone that a lot may have. */
function restricted(pool: CasePool, { only }: TrainingLot): CasePool {
  if (only === undefined) return pool;
  const parents: CasePool['parents'] = (...asked) => pool.parents(...asked).filter(only);
  return { ...pool, parents };
}

/**
 * Has a part make items of the seeds of a lot, until its quota is met or the seeds have nothing more to give. What was
 * made before is recognised by its id, so that the same seed gives the same items in one go or topped up.
 */
export async function fillMadeLot(
  lot: TrainingLot,
  settings: LotSettings,
  signal: AbortSignal,
): Promise<LotReasons> {
  const { pool, guard, writer, room, onProgress } = settings;
  if (lot.how.kind !== 'maker') throw new TypeError(`${lot.name} is no lot of seeds`);
  const { part } = lot.how;
  const target = lot.target ?? Infinity;
  const reasons = new Map<string, number>();
  const count = (reason: string) => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const isDone = () => pool.tally(lot).accepted >= target || room() <= 0;
  if (!isDone()) {
    const { loaded, real, seed } = settings;
    const given = {
      loaded,
      seeds: seedsOf(lot, real),
      writer: writer.writer,
      ahead: loaded.suite.run.concurrency,
      seed,
      passedOver: count,
    };
    for await (const proposal of makeOf(lot, given, signal)) {
      const item = itemOfProposal(proposal, part, seed);
      if (!pool.has(lot, item)) {
        const verdict = guard(item);
        if (verdict.status === 'accepted') pool.accept(lot, { ...item, verdicts: [verdict] });
        else pool.reject(lot, refusedItem(item, verdict));
        onProgress(lot);
      }
      if (isDone()) break;
    }
  }
  const missing = lot.target === null ? 0 : lot.target - pool.tally(lot).accepted;
  const short = missing > 0 ? { [room() <= 0 ? 'limit' : 'exhausted']: missing } : {};
  return { ...pool.tally(lot).reasons, ...Object.fromEntries(reasons), ...writer.takeFaults(), ...short };
}

/** What a part that works on seeds is given, beside what the suite says. */
interface Given {
  readonly loaded: LoadedSuite;
  readonly seeds: readonly [Case, ...Case[]];
  readonly writer: Writer | null;
  readonly ahead: number;
  readonly seed: number;
  readonly passedOver: (reason: string) => void;
}

/** What the part of a lot makes of seeds. */
export function makeOf(
  { name, skill, use, how }: TrainingLot,
  { loaded, seed, ...given }: Given,
  signal: AbortSignal = new AbortController().signal,
): AsyncIterable<TrainingProposal> {
  if (how.kind !== 'maker') throw new TypeError(`${name} is no lot of seeds`);
  const { suite, scorers } = loaded;
  const request: TrainingRequest = {
    ...given,
    task: suite.task,
    skill,
    random: createRandom(seed).fork(`training/${name}`),
    reworded: (prompt) => reworded(prompt, suite.prompts ?? {}),
    score: (subject, output, own) => lowestReading(scorers.get(skill.id) ?? [], subject, output, own),
  };
  return how.part.create(use.with, { task: suite.task }).make(request, signal);
}
