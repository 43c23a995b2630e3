import type { CanaryResult } from '../../core/canary.ts';
import type { Case, CaseId, Verdict } from '../../core/case.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { AdmissionContext } from '../../core/seams.ts';
import type { Task } from '../../core/suite.ts';
import type { CellPlan } from '../planning/plan-cells.ts';
import { askCanary, askRulesOfCanary } from './ask-canary.ts';
import type { CasePool } from './case-pool.ts';
import type { ModelJudge, Panel } from './panel.ts';
import { type Canary, type CanaryWish, plantCanary } from './plant-canary.ts';
import { refuseUnreliable } from './refuse-unreliable.ts';
import type { SignedProposal } from './sign-proposal.ts';

/** Candidates of a batch, beside {@link batchCanaries}: a tenth of it is planted (quality-gates.md, section 5.1). */
export const batchCandidates = 36;
/** Canaries of a batch, however small. */
export const batchCanaries = 4;

/** What batches are made with. */
export interface CanarySettings {
  readonly task: Task;
  readonly seed: number;
  readonly judges: readonly ModelJudge[];
  readonly pool: CasePool;
  /** Candidates that are wanted in all: the first batch is no larger. */
  readonly expected: number;
  /** Good cases of a skill that no model or rule made, in a fixed order. */
  realCases(skill: string): readonly Case[];
  contextOf(plan: CellPlan, signed: SignedProposal): AdmissionContext;
  /** What was known of the judges before. */
  readonly known: readonly CanaryResult[];
}

/** Where a batch is asked: the cell that its candidates come from. */
interface Place {
  readonly plan: CellPlan;
  readonly panel: Panel;
}

interface Batch {
  readonly random: Random;
  readonly size: number;
  /** What is to be planted, by the candidate before which it is. */
  readonly slots: ReadonlyMap<number, readonly CanaryWish[]>;
  joined: number;
  settled: number;
  isTied: boolean;
  /** Wishes for which there was no case to damage yet. */
  readonly waiting: CanaryWish[];
  readonly planted: Canary[];
  place: Place;
}

/** Known-bad candidates mixed among those that judges rule on, and what the judges make of them. */
export interface CanaryBatches {
  /** Takes the next candidate that goes to the judges, and gives the canaries that go with it. */
  join(place: Place, candidate: CaseId): readonly Canary[];
  /** Puts a canary before the judges that vote. */
  ask(canary: Canary, panel: Panel, signal: AbortSignal): Promise<void>;
  /** Takes note of what became of the candidates, in the order in which they joined. */
  settle(accepted: Case | null, verdicts: readonly Verdict[]): void;
  /**
   * Ends the batches that are full, or with `all` also the last one: asks what is still to be asked, and throws
   * JUDGE_UNRELIABLE where a judge surely misses too much, after its cases are taken back.
   */
  finish(signal: AbortSignal, all?: boolean): Promise<void>;
  results(): readonly CanaryResult[];
}

/** For candidates that no model rules on. */
export const noCanaries: CanaryBatches = {
  join: () => [],
  ask: async () => {},
  settle: () => {},
  finish: async () => {},
  results: () => [],
};

/**
 * Mixes canaries in: in each batch two that a right answer shows and two that only an assessment does, at places that
 * follow from the seed and the batch's first candidate. They are made of real cases where there are some, else of
 * those that the batch accepted. None of two is enough to tell that a judge does not look, so that one who says yes to
 * everything is found in its first batch.
 */
export function canaryBatches(settings: CanarySettings): CanaryBatches {
  const { judges, pool, known } = settings;
  if (judges.length === 0) return noCanaries;
  const results = new Map(known.map((result) => [result.id, result]));
  const add = (result: CanaryResult) => void results.set(result.id, result);
  const open: Batch[] = [];
  const full: { readonly batch: Batch; readonly accepted: readonly Case[] }[] = [];
  const accepted = [...pool.accepted.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  let joined = 0;
  const planter = createPlanter(settings);

  const finishBatch = async (batch: Batch, made: readonly Case[], signal: AbortSignal) => {
    const { place, planted, waiting, random } = batch;
    const { voters, tieBreaker } = place.panel;
    const context = (canary: Canary) => settings.contextOf(canary.plan, canary);
    const unreached = [...batch.slots].flatMap(([slot, wishes]) => (slot >= batch.joined ? wishes : []));
    const late = [...waiting, ...unreached].flatMap((wish) => planter.late(wish, place, made, random) ?? []);
    const copy = planter.late({ measure: 'rule', isSeenByAnswer: false }, place, made, random);
    const asked = [
      ...late.map((canary) => askCanary(canary, voters, context(canary), signal)),
      ...(batch.isTied && tieBreaker !== null
        ? [...planted, ...late].map((canary) => askCanary(canary, [tieBreaker], context(canary), signal))
        : []),
    ];
    for (const result of (await Promise.all(asked)).flat()) add(result);
    if (copy !== null) add(await askRulesOfCanary(copy, place.panel, context(copy), signal));
  };

  return {
    join(place, candidate) {
      let batch = open.at(-1);
      if (batch === undefined || batch.joined === batch.size) {
        batch = openBatch(settings, place, candidate, joined);
        open.push(batch);
      }
      const canaries: Canary[] = [];
      for (const wish of batch.slots.get(batch.joined) ?? []) {
        const canary = planter.early(wish, place, batch.random);
        if (canary === null) batch.waiting.push(wish);
        else canaries.push(canary);
      }
      batch.planted.push(...canaries);
      batch.place = place;
      batch.joined++;
      joined++;
      return canaries;
    },
    async ask(canary, { voters }, signal) {
      const context = settings.contextOf(canary.plan, canary);
      for (const result of await askCanary(canary, voters, context, signal)) add(result);
    },
    settle(made, verdicts) {
      if (made !== null) accepted.push(made);
      const [batch] = open;
      if (batch === undefined) return;
      batch.settled++;
      const tieBreaker = batch.place.panel.tieBreaker?.name;
      if (verdicts.some(({ by }) => by === tieBreaker)) batch.isTied = true;
      if (batch.settled < batch.size) return;
      open.shift();
      full.push({ batch, accepted: [...accepted] });
    },
    async finish(signal, all = false) {
      const last = all ? open.splice(0).map((batch) => ({ batch, accepted })) : [];
      const ended = [...full.splice(0), ...last];
      for (const { batch, accepted: made } of ended) await finishBatch(batch, made, signal);
      if (ended.length > 0) refuseUnreliable(pool, [...results.values()], judges);
    },
    results: () => [...results.values()],
  };
}

function openBatch(
  { judges, seed, expected }: CanarySettings,
  place: Place,
  first: CaseId,
  joined: number,
): Batch {
  const random = createRandom(seed).fork(`canaries/${first}`);
  const size = joined === 0 ? Math.min(batchCandidates, Math.max(1, expected)) : batchCandidates;
  const slots = new Map<number, CanaryWish[]>();
  for (const wish of wishesFor(judges)) {
    const slot = random.integer(0, size - 1);
    slots.set(slot, [...(slots.get(slot) ?? []), wish]);
  }
  return {
    random,
    size,
    slots,
    joined: 0,
    settled: 0,
    isTied: false,
    waiting: [],
    planted: [],
    place,
  };
}

/** Where some judge only answers, both of the wrong answers are such as it can see. */
function wishesFor(judges: readonly ModelJudge[]): readonly CanaryWish[] {
  const isSeenByAnswer = judges.some(({ assesses }) => !assesses);
  const answer: readonly CanaryWish[] = [
    { measure: 'answer', isSeenByAnswer: true },
    { measure: 'answer', isSeenByAnswer },
  ];
  const assessment = { measure: 'assessment', isSeenByAnswer: false } as const;
  return judges.some(({ assesses }) => assesses) ? [...answer, assessment, assessment] : answer;
}

/** Plants each canary once. */
function createPlanter({ task, pool, judges, realCases }: CanarySettings) {
  const planted = new Set<CaseId>();
  const isTaken = (id: CaseId) => planted.has(id) || pool.find(id) !== undefined;
  const assesses = judges.some((judge) => judge.assesses);
  const plant = (wish: CanaryWish, { plan }: Place, bases: readonly Case[], random: Random) => {
    const canary = plantCanary(wish, { plan, task, bases, random, isTaken });
    if (canary !== null) planted.add(canary.id);
    return canary;
  };
  return {
    /** Of real cases. */
    early: (wish: CanaryWish, place: Place, random: Random) =>
      plant(wish, place, realCases(place.plan.skill.id), random),
    /** Of cases that were accepted as well; where a wrong answer cannot be made, of another kind. */
    late(wish: CanaryWish, place: Place, accepted: readonly Case[], random: Random) {
      const { id } = place.plan.skill;
      const bases = [...realCases(id), ...accepted.filter(({ cell }) => cell.skill === id)];
      const canary = plant(wish, place, bases, random);
      if (canary !== null || wish.measure !== 'answer' || !assesses) return canary;
      return plant({ measure: 'assessment', isSeenByAnswer: false }, place, bases, random);
    },
  };
}
