import { bettingWealth } from './betting.ts';
import { bisect } from './bisect.ts';
import type { GroupSum } from './group-sums.ts';
import type { Interval } from './interval.ts';
import { requireFraction } from './require-fraction.ts';

/**
 * Interval for the mean of values in [−1, 1] that holds at every look, by inverting {@link bettingWealth} with half of
 * 1 − confidence on either side: the bounds that nobody got rich against so far. Wider than an interval for one look.
 * Without clusters it is [−1, 1].
 */
export function bettingInterval(clusters: readonly GroupSum[], confidence: number, largest = 1): Interval {
  requireFraction('confidence', confidence);
  const needed = Math.log(2 / (1 - confidence));
  const isLow = (bound: number) =>
    (bettingWealth(clusters, { bound, side: 'above', largest }).at(-1) ?? 0) >= needed;
  const isHigh = (bound: number) =>
    (bettingWealth(clusters, { bound, side: 'below', largest }).at(-1) ?? 0) >= needed;
  const edge = 1 - 1e-9;
  return [
    isLow(-edge) ? bisect(isLow, -edge, edge) : -1,
    isHigh(edge) ? bisect((bound) => !isHigh(bound), -edge, edge) : 1,
  ];
}
