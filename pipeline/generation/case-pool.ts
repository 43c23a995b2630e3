import {
  type Case,
  type CaseId,
  type CaseInput,
  type Cell,
  cellName,
  type NearDuplicate,
  type Reject,
  type Split,
} from '../../core/case.ts';
import type { Embedder } from '../../core/embedding.ts';
import { canonicalJson } from '../../core/json.ts';
import type { ParentSource } from '../../core/seams.ts';
import { CaseDuplicates } from '../../curation/case-duplicates.ts';
import { ExactDuplicates } from '../../curation/exact-duplicates.ts';
import { leastRougeL } from '../../curation/least-rouge-l.ts';
import { type Meaning, SemanticDuplicates } from '../../curation/semantic-duplicates.ts';
import type { SemanticLimits } from '../../curation/semantic-limits.ts';
import { userText } from '../../curation/user-text.ts';
import type { Decide } from '../labelling/decided.ts';
import { isAccepted } from '../labelling/standing.ts';

/** How many cases a cell has, and why others were refused. */
export interface CellTally {
  readonly accepted: number;
  readonly rejected: number;
  readonly undecided: number;
  /** Reject code → count. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Everything that generation knows: what there was, and what it made so far. */
export interface CasePool {
  /** What is generated for: only what is of this split can be a parent. */
  readonly split: Split;
  readonly accepted: ReadonlyMap<CaseId, Case>;
  readonly rejects: ReadonlyMap<CaseId, Reject>;
  /** The accounts of a cell; with `attributes`, of that part of it alone. */
  tally(cell: Cell): CellTally;
  /**
   * Cases of a skill that can be parents, in a fixed order; of the accepted ones those that may. Training material is one
   * generation deep: nothing that was accepted is a parent of it.
   */
  parents(skill: string, source: ParentSource, mayBeParent: (accepted: Case) => boolean): readonly Case[];
  find(id: CaseId): Case | undefined;
  duplicateOf(item: Pick<Case, 'input'>, cluster: string | null): CaseId | null;
  /** By its text, else by what it means where there is an embedder. */
  nearDuplicateOf(item: Meaning, signal: AbortSignal): Promise<NearDuplicate | null>;
  /** What the embedder was measured to tell; null without one, and until it was asked. */
  semanticLimits(): SemanticLimits | null;
  /** An empty collection that tells candidates apart as the pool does. */
  twins(): Twins;
  /** Takes a case in, or leaves it out where people say so. */
  accept(item: Case): void;
  /** Leaves a candidate out, or takes it in where people say so. */
  reject(item: Reject): void;
  /** Lets people's decisions hold for all that is in the pool, and for all that comes. */
  obey(people: Decide): void;
}

interface PoolOptions {
  /** Real cases that are no parents. */
  readonly barred?: ReadonlySet<CaseId>;
  /** Tells what means the same; null: texts alone are compared. */
  readonly embedder?: Embedder | null;
}

/**
 * Starts from the real rows, and from what was generated before; `split` is the side that its cases are on.
 */
export function casePool(
  real: { readonly heldout: readonly Case[]; readonly seeds: readonly Case[] },
  made: { readonly cases: readonly Case[]; readonly rejects: readonly Reject[] },
  split: Split = 'heldout',
  { barred = new Set(), embedder = null }: PoolOptions = {},
): CasePool {
  let decide: Decide = (item) => [item];
  const accepted = new Map<CaseId, Case>();
  const rejects = new Map<CaseId, Reject>();
  const tallies = new Map<string, Counts>();
  const known = new Map([...real.seeds, ...real.heldout].map((item) => [item.id, item]));
  const duplicates = new ExactDuplicates();
  const limits = new Map<string, number>();
  const limitOf = (skill: string) => {
    const limit = limits.get(skill) ?? leastRougeL(anchorOf(real, skill));
    limits.set(skill, limit);
    return limit;
  };
  const near = new CaseDuplicates((id) => known.get(id), limitOf);
  const said = [...real.heldout, ...real.seeds].map(({ input }) => userText(input));
  const meanings = embedder === null ? null : new SemanticDuplicates(embedder, said, (id) => known.get(id));
  const count = (item: Case | Reject, step: 1 | -1) => {
    for (const key of keysOf(item.cell)) {
      const counts = tallies.get(key) ?? noCounts();
      tallies.set(key, counts);
      if (isAccepted(item)) counts.accepted += step;
      else {
        counts[item.status] += step;
        counts.reasons.set(item.code, (counts.reasons.get(item.code) ?? 0) + step);
      }
    }
  };
  const uncount = <Item extends Case | Reject>(items: ReadonlyMap<CaseId, Item>, id: CaseId) => {
    const before = items.get(id);
    if (before !== undefined) count(before, -1);
  };
  const takeIn = (item: Case) => {
    uncount(accepted, item.id);
    uncount(rejects, item.id);
    rejects.delete(item.id);
    accepted.set(item.id, item);
    known.set(item.id, item);
    duplicates.add(item);
    near.add(item);
    meanings?.add(item);
    count(item, 1);
  };
  const leaveOut = (item: Reject) => {
    uncount(accepted, item.id);
    uncount(rejects, item.id);
    accepted.delete(item.id);
    rejects.set(item.id, item);
    count(item, 1);
  };
  const record = (item: Case | Reject) => {
    for (const decided of decide(item)) {
      if (isAccepted(decided)) takeIn(decided);
      else leaveOut(decided);
    }
  };
  const pool: CasePool = {
    split,
    accepted,
    rejects,
    tally: (cell) => tallyOf(tallies.get(keyOf(cell)) ?? noCounts()),
    parents(skill, source, mayBeParent) {
      if (source === 'accepted' && split === 'train') return [];
      const all = source === 'accepted' ? [...accepted.values()].filter(mayBeParent) : real[source];
      const own = all.filter(
        (item) => item.cell.skill === skill && item.split === split && !barred.has(item.id),
      );
      // Accepted cases come in the order of acceptance, which differs when a missing part is made again.
      return source === 'accepted' ? own.sort((a, b) => (a.id < b.id ? -1 : 1)) : own;
    },
    find: (id) => known.get(id),
    duplicateOf: (item, cluster) => duplicates.find(item, cluster),
    nearDuplicateOf: async (item, signal) => near.find(item) ?? (await meanings?.find(item, signal)) ?? null,
    semanticLimits: () => meanings?.limits ?? null,
    twins: () => twins(new CaseDuplicates((id) => known.get(id), limitOf), meanings),
    accept: record,
    reject: record,
    obey(people) {
      decide = people;
      for (const item of [...rejects.values(), ...accepted.values()]) record(item);
    },
  };
  // A seed that a model repeats is no new case, and one of the training side would leak.
  for (const item of [...real.heldout, ...real.seeds]) {
    duplicates.add(item);
    near.add(item);
    meanings?.add(item);
  }
  for (const item of made.rejects) pool.reject(item);
  for (const item of made.cases) pool.accept(item);
  return pool;
}

/** Candidates in hand, so that of two that say the same the second waits for the ruling on the first. */
export interface Twins {
  add(item: Meaning): void;
  has(item: Meaning, signal: AbortSignal): Promise<boolean>;
}

function twins(near: CaseDuplicates, meanings: SemanticDuplicates | null): Twins {
  const same = new ExactDuplicates();
  const items: Meaning[] = [];
  return {
    add(item) {
      same.add(item);
      near.add(item);
      items.push(item);
    },
    async has(item, signal) {
      if (same.find(item, null) !== null || near.find(item) !== null) return true;
      if (meanings === null) return false;
      for (const other of items) if (await meanings.areOne(item, other, signal)) return true;
      return false;
    },
  };
}

/** What real texts of the skill look like. */
function anchorOf(
  { heldout, seeds }: { readonly heldout: readonly Case[]; readonly seeds: readonly Case[] },
  skill: string,
): readonly CaseInput[] {
  return [...seeds, ...heldout].filter(({ cell }) => cell.skill === skill).map(({ input }) => input);
}

interface Counts {
  accepted: number;
  rejected: number;
  undecided: number;
  readonly reasons: Map<string, number>;
}

function noCounts(): Counts {
  return { accepted: 0, rejected: 0, undecided: 0, reasons: new Map() };
}

function tallyOf({ reasons, ...counts }: Counts): CellTally {
  return { ...counts, reasons: Object.fromEntries([...reasons].filter(([, n]) => n > 0)) };
}

function keyOf(cell: Cell): string {
  const { attributes = {} } = cell;
  return Object.keys(attributes).length === 0
    ? cellName(cell)
    : `${cellName(cell)} ${canonicalJson(attributes)}`;
}

/** A case counts for its cell, and for the part of it that its attributes say. */
function keysOf(cell: Cell): ReadonlySet<string> {
  return new Set([cellName(cell), keyOf(cell)]);
}
