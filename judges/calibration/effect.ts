import type { Interval } from '../../stats/interval.ts';
import { type Estimate, tInterval } from '../../stats/t-interval.ts';

/** A bias: how large, with its 95 % interval, and how many clusters it was seen in. */
export interface Effect {
  readonly estimate: number;
  readonly interval: Interval;
  readonly clusters: number;
}

/** In fewer clusters an error of a few says nothing yet. */
const fewestClusters = 20;
const confidence = 0.95;

/** The effect that an estimate shows; null where there is none, or in fewer than 20 clusters. */
export function effectOf(found: (Estimate & { readonly clusters: number }) | null): Effect | null {
  if (found === null || found.clusters < fewestClusters) return null;
  const { estimate, clusters } = found;
  return { estimate, interval: tInterval(found, confidence), clusters };
}

/** Whether an effect is there for sure and larger than what can be put up with. */
export function exceeds(effect: Effect | null, tolerance: number): boolean {
  if (effect === null) return false;
  const { estimate, interval } = effect;
  return Math.abs(estimate) > tolerance && (interval[0] > 0 || interval[1] < 0);
}
