import { groupBy } from '../../core/group-by.ts';
import { clusteredRate } from '../../stats/clustered-rate.ts';
import type { Interval } from '../../stats/interval.ts';
import type { MutantOutcome } from './mutant-outcome.ts';

/** How many mutants the gate caught, of those that count. */
export interface MutantRate {
  readonly caught: number;
  readonly counted: number;
  /** Null where none counts: nothing was measured. */
  readonly score: number | null;
  /** At 95 %; null where none counts. */
  readonly interval: Interval | null;
}

/** The rate of mutants whose outputs changed and on which the gate decided, and how many others there are. */
export interface MutationScore extends MutantRate {
  readonly equivalent: number;
  readonly undecided: number;
}

/** The score of one fault, by its strengths too. */
export interface FaultScore extends MutationScore {
  readonly fault: string;
  readonly at: 'input' | 'output';
  readonly strengths: readonly {
    readonly strength: number;
    readonly caught: number;
    readonly counted: number;
  }[];
}

const confidence = 0.95;

/**
 * The score of all mutants; mutants of one fault are no independent trials, and count as a cluster. Where only one fault
 * counts, its strengths in one place do.
 */
export function mutationScore(outcomes: readonly MutantOutcome[]): MutationScore {
  return scoreOf(outcomes, clusterFor(outcomes));
}

/**
 * How many are caught of the mutants that cost more than a margin in a place that the gate tests: the others are what the
 * suite allows, or what its scorers do not see, and no case more would catch them. Clusters as for the score.
 */
export function rateBeyondMargin(outcomes: readonly MutantOutcome[]): MutantRate {
  const costly = outcomes.filter((outcome) => isCaught(outcome) || outcome.because === 'cases');
  return rateOf(costly, clusterFor(outcomes));
}

/** The score of each fault; its mutants at several strengths in one place are a cluster. */
export function faultScores(outcomes: readonly MutantOutcome[]): readonly FaultScore[] {
  return [...groupBy(outcomes, ({ mutant }) => mutant.fault)].map(([fault, own]) => ({
    fault: fault.name,
    at: fault.at,
    ...scoreOf(own, placeOf),
    strengths: [...groupBy(own.filter(isCounted), ({ mutant }) => mutant.strength)]
      .map(([strength, some]) => ({ strength, caught: some.filter(isCaught).length, counted: some.length }))
      .sort((a, b) => a.strength - b.strength),
  }));
}

/** Whether a mutant counts in the score. */
export function isCounted({ status }: Pick<MutantOutcome, 'status'>): boolean {
  return status !== 'equivalent' && status !== 'undecided';
}

export function isCaught({ status }: Pick<MutantOutcome, 'status'>): boolean {
  return status === 'caught';
}

type ClusterOf = (outcome: MutantOutcome) => string;

const placeOf: ClusterOf = ({ mutant }) => mutant.slice ?? '';

function clusterFor(outcomes: readonly MutantOutcome[]): ClusterOf {
  const names = new Set(outcomes.filter(isCounted).map(({ mutant }) => mutant.fault.name));
  return names.size > 1 ? ({ mutant }) => mutant.fault.name : placeOf;
}

function scoreOf(outcomes: readonly MutantOutcome[], clusterOf: ClusterOf): MutationScore {
  return {
    ...rateOf(outcomes.filter(isCounted), clusterOf),
    equivalent: outcomes.filter(({ status }) => status === 'equivalent').length,
    undecided: outcomes.filter(({ status }) => status === 'undecided').length,
  };
}

function rateOf(counted: readonly MutantOutcome[], clusterOf: ClusterOf): MutantRate {
  const rate = clusteredRate(
    counted.map((outcome) => ({ value: isCaught(outcome) ? 1 : 0, cluster: clusterOf(outcome) })),
    confidence,
  );
  return {
    caught: rate?.passes ?? 0,
    counted: counted.length,
    score: rate?.rate ?? null,
    interval: rate?.interval ?? null,
  };
}
