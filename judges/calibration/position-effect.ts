import { clusteredMean } from '../../stats/clustered-mean.ts';
import { type ClusteredRate, clusteredRate } from '../../stats/clustered-rate.ts';
import { type Effect, effectOf } from './effect.ts';

/** One pair of answers that a judge compared in both orders: what it said each time, by the place of the answer. */
export interface SwappedPair {
  readonly cluster: string;
  /** A before B. */
  readonly forth: PlaceVote;
  /** B before A. */
  readonly back: PlaceVote;
}

export type PlaceVote = 'first' | 'second' | 'tie';

/** How much the place of an answer matters to a judge. */
export interface PositionEffect {
  /** P(the first wins) − 1/2; 0: the place does not matter. */
  readonly effect: Effect | null;
  /** Share of the pairs of which it says the same in both orders; null without pairs. */
  readonly consistency: ClusteredRate | null;
}

const worth: Readonly<Record<PlaceVote, number>> = { first: 1, tie: 0.5, second: 0 };
const swapped: Readonly<Record<PlaceVote, PlaceVote>> = { first: 'second', tie: 'tie', second: 'first' };

/** Measures a judge on pairs that it compared in both orders; both orders of a pair are one observation. */
export function positionEffect(pairs: readonly SwappedPair[]): PositionEffect {
  const clusters = pairs.map(({ cluster }) => cluster);
  const firsts = pairs.map(({ forth, back }) => (worth[forth] + worth[back]) / 2 - 0.5);
  const same = pairs.map(({ forth, back, cluster }) => ({ value: forth === swapped[back] ? 1 : 0, cluster }));
  return { effect: effectOf(clusteredMean(firsts, clusters)), consistency: clusteredRate(same, 0.95) };
}
