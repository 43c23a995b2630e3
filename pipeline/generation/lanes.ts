import type { Attributes } from '../../core/attributes.ts';
import { type Case, type CaseId, type Cell, cellName } from '../../core/case.ts';
import { canonicalJson } from '../../core/json.ts';
import type { GeneratorPart } from '../../core/parts.ts';
import { createRandom } from '../../core/random.ts';
import type { GenerateRequest, Proposal } from '../../core/seams.ts';
import type { Suite } from '../../core/suite.ts';
import { reworded, type Writer } from '../../core/writing.ts';
import type { RealData } from '../load-dataset.ts';
import { findPart, type Registry } from '../parts.ts';
import type { CellPlan, Variant } from '../planning/plan-cells.ts';
import type { CasePool } from './case-pool.ts';

/** One generator at work on one variant of a cell. */
export interface Lane {
  readonly part: GeneratorPart;
  readonly cell: Cell;
  readonly variant: Variant;
  /** How many of the variant's cases it is asked for before the other generators are. */
  readonly share: number;
  /** Accepted cases of this lane that came by in this pass, old and new. */
  readonly met: Set<CaseId>;
  isExhausted: boolean;
  /** The next proposal; null where there is none, which also sets `isExhausted`. */
  next(): Promise<Proposal | null>;
  /** Starts to make the next proposal. */
  prefetch(): void;
  close(): Promise<void>;
}

/** What lanes are opened with. */
export interface LaneSettings {
  readonly suite: Suite;
  readonly registry: Registry;
  readonly pool: CasePool;
  readonly real: Pick<RealData, 'unlabelled' | 'documents'>;
  readonly writer: Writer | null;
  /** Told why an answer of a model was passed over before it became a candidate. */
  readonly passedOver: (reason: string) => void;
  readonly seed: number;
  /** How many questions to models may be under way for the cell. */
  readonly concurrency: number;
}

/** The lanes of a cell: for each of its generators, in order, one for each variant. */
export function openLanes(
  plan: CellPlan,
  settings: LaneSettings,
  signal: AbortSignal,
): readonly (readonly Lane[])[] {
  const { generators } = plan.edgeCase;
  return generators.map((_, index) =>
    plan.variants.map((variant, at) => {
      // Where variants are small, each generator begins with another of them.
      const turn = (index + at) % generators.length;
      const { target } = variant;
      const share = Math.floor(target / generators.length) + (turn < target % generators.length ? 1 : 0);
      return openLane(plan, index, { ...settings, variant, share }, signal);
    }),
  );
}

function openLane(
  plan: CellPlan,
  index: number,
  { variant, share, ...settings }: LaneSettings & Pick<Lane, 'variant' | 'share'>,
  signal: AbortSignal,
): Lane {
  const { generator, part } = openGenerator(plan, index, settings);
  const request = requestFor(plan, index, variant, settings);
  const proposals = generator.propose(request, signal)[Symbol.asyncIterator]();
  let upcoming: Promise<IteratorResult<Proposal>> | null = null;
  const lane: Lane = {
    part,
    cell: cellOf(plan, variant.attributes),
    variant,
    share,
    met: new Set(),
    isExhausted: false,
    async next() {
      if (lane.isExhausted) return null;
      const coming = upcoming ?? proposals.next();
      upcoming = null;
      const result = await coming;
      if (result.done !== true) return result.value;
      lane.isExhausted = true;
      return null;
    },
    prefetch() {
      if (upcoming !== null || lane.isExhausted) return;
      upcoming = proposals.next();
      // Whoever takes it hears of the fault; one that nobody takes must not end the process.
      upcoming.catch(() => {});
    },
    async close() {
      await upcoming?.catch(() => {});
      await proposals.return?.();
    },
  };
  return lane;
}

/** A generator of a cell, made with its options. */
export function openGenerator(
  { edgeCase }: CellPlan,
  index: number,
  { registry, suite }: Pick<LaneSettings, 'registry' | 'suite'>,
) {
  const ref = edgeCase.generators[index];
  if (ref === undefined) throw new RangeError(`there is no generator ${index}`);
  const part = findPart(registry.generators, ref);
  return { part, generator: part.create(ref.with, { task: suite.task }) };
}

/** What a generator of a cell is asked for. */
export function requestFor(
  plan: CellPlan,
  index: number,
  variant: Variant,
  { suite, pool, real, writer, passedOver, seed, concurrency }: Omit<LaneSettings, 'registry'>,
): GenerateRequest {
  const { skill, edgeCase, variants } = plan;
  const { attributes, target } = variant;
  const name = edgeCase.generators[index]?.use ?? '';
  const cell = cellOf(plan, {});
  const varied = Object.keys(attributes).length === 0 ? '' : `/${canonicalJson(attributes)}`;
  const earlier = edgeCase.generators.slice(0, index).map(({ use }) => use);
  return {
    task: suite.task,
    skill,
    edgeCase,
    attributes,
    wanted: target,
    random: createRandom(seed).fork(`${cellName(cell)}/${index}/${name}${varied}`),
    writer,
    ahead: Math.max(1, Math.ceil(concurrency / variants.length)),
    documents: real.documents.filter(({ split }) => split === pool.split),
    reworded: (prompt) => reworded(prompt, suite.prompts ?? {}),
    unlabelled: real.unlabelled.filter((row) => row.skill === skill.id && row.split === pool.split),
    passedOver,
    parents: (from) => pool.parents(skill.id, from, (item) => comesBefore(item, plan, earlier)),
  };
}

/** A cell with attributes, if there are any. */
export function cellOf(
  { skill, edgeCase, lot }: Pick<CellPlan, 'skill' | 'edgeCase' | 'lot'>,
  attributes: Attributes,
): Cell {
  const cell = { skill: skill.id, edgeCase: lot ?? edgeCase.id };
  return Object.keys(attributes).length === 0 ? cell : { ...cell, attributes };
}

/** Accepted in an earlier cell of the skill, or in this one by an earlier generator. */
function comesBefore(item: Case, { skill, edgeCase }: CellPlan, earlier: readonly string[]): boolean {
  const order = skill.edgeCases.map((other) => other.id);
  const [own, other] = [order.indexOf(edgeCase.id), order.indexOf(item.cell.edgeCase ?? '')];
  if (other !== own) return other < own;
  return item.provenance.kind === 'generated' && earlier.includes(item.provenance.by);
}
