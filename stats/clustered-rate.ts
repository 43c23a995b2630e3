import { clopperPearson } from './clopper-pearson.ts';
import type { ClusteredValue } from './clustered-difference.ts';
import { designEffect } from './design-effect.ts';
import type { Interval } from './interval.ts';

/** A share of passes, and what clusters leave of the evidence for it. */
export interface ClusteredRate {
  readonly rate: number;
  readonly passes: number;
  readonly n: number;
  /** How many independent values these are worth. */
  readonly effective: number;
  readonly interval: Interval;
}

/**
 * Share of values that are 1, of values that are 0 or 1, with the interval of Korn and Graubard (1998): Clopper and
 * Pearson's on counts that are divided by the design effect of the clusters. In clusters of one it is Clopper and
 * Pearson's own. Null for no values. With a single cluster nothing tells how alike its values are: they count as one.
 */
export function clusteredRate(values: readonly ClusteredValue[], confidence: number): ClusteredRate | null {
  const n = values.length;
  if (n === 0) return null;
  const passes = values.filter(({ value }) => value === 1).length;
  const scores = values.map(({ value }) => value);
  const clusters = values.map(({ cluster }) => cluster);
  const factor = designEffect(scores, clusters)?.factor ?? n;
  const interval = clopperPearson(passes / factor, n / factor, confidence);
  return interval === null ? null : { rate: passes / n, passes, n, effective: n / factor, interval };
}
