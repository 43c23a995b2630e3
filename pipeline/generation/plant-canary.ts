import type { CanaryMeasure } from '../../core/canary.ts';
import { type Candidate, type Case, caseId, cellName } from '../../core/case.ts';
import type { Random } from '../../core/random.ts';
import type { Task } from '../../core/suite.ts';
import type { CanaryOperator } from '../../judges/admission/canaries/canary-operator.ts';
import { operators } from '../../judges/admission/canaries/index.ts';
import type { CellPlan } from '../planning/plan-cells.ts';
import { cellOf } from './lanes.ts';
import type { SignedProposal } from './sign-proposal.ts';

/** A known-bad candidate, signed like every other. */
export interface Canary extends SignedProposal {
  readonly operator: CanaryOperator;
  readonly madeOf: Case;
  readonly plan: CellPlan;
}

/** What a canary is to be. */
export interface CanaryWish {
  readonly measure: CanaryMeasure;
  /** A judge that only answers must be able to see it. */
  readonly isSeenByAnswer: boolean;
}

/** What canaries are made from. */
interface CanarySoil {
  readonly plan: CellPlan;
  readonly task: Task;
  /** Good cases of the skill. */
  readonly bases: readonly Case[];
  readonly random: Random;
  /** Whether the candidate was planted before, or is a case. */
  isTaken(id: string): boolean;
}

const claims = { effect: null, edits: [], maxChangedWords: null, words: 'any', language: 'any' } as const;

/** Damages a good case as wished; null where none of them can be, or all that can were planted before. */
export function plantCanary({ measure, isSeenByAnswer }: CanaryWish, soil: CanarySoil): Canary | null {
  const { bases, random } = soil;
  const fitting = operators.filter(
    (one) => one.measure === measure && (one.isSeenByAnswer || !isSeenByAnswer),
  );
  for (const operator of random.shuffle(fitting)) {
    for (const base of drawn(bases, random)) {
      const canary = canaryOf(operator, base, soil);
      if (canary !== null && (measure === 'rule' || !soil.isTaken(canary.id))) return canary;
    }
  }
  return null;
}

/** Some at random, and then every one: most operators fit most cases, and there may be many. */
function* drawn(bases: readonly Case[], random: Random): Generator<Case> {
  if (bases.length === 0) return;
  for (let draw = 0; draw < 10; draw++) yield random.pick(bases);
  yield* random.shuffle(bases);
}

function canaryOf(
  operator: CanaryOperator,
  madeOf: Case,
  { plan, task, bases, random }: CanarySoil,
): Canary | null {
  const planted = operator.plant(madeOf, { task, others: bases, random });
  if (planted === null) return null;
  const candidate: Candidate = {
    cell: cellOf(plan, {}),
    ...planted,
    expectedFrom: 'proposed',
    tags: [],
    provenance: {
      kind: 'generated',
      by: `canary:${operator.name}`,
      version: '1',
      model: null,
      lineage: null,
      promptDigest: null,
      params: {},
      seed: 0,
      parents: [madeOf.id],
      depth: 1,
      costUsd: 0,
      copyable: false,
    },
  };
  const cluster = `canary:${cellName(candidate.cell)}`;
  return {
    candidate,
    id: caseId(candidate),
    cluster,
    licence: null,
    parents: [],
    claims,
    operator,
    madeOf,
    plan,
  };
}
