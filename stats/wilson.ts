import type { Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { requireFraction } from './require-fraction.ts';
import { requirePasses } from './require-passes.ts';

/**
 * Wilson (1927) score interval for a pass rate.
 * Used instead of the normal approximation because sets are small and rates sit near 1,
 * where p ± z·se leaves the unit interval and collapses to zero width at p = 1.
 * Returns null when `n` is 0: nothing was measured, and no number can stand for that.
 */
export function wilson(passes: number, n: number, confidence: number): Interval | null {
  requirePasses(passes, n);
  requireFraction('confidence', confidence);
  if (n === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const rate = passes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (rate + (z * z) / (2 * n)) / shrink;
  const half = (z * Math.sqrt((rate * (1 - rate)) / n + (z / (2 * n)) ** 2)) / shrink;
  return [passes === 0 ? 0 : centre - half, passes === n ? 1 : centre + half];
}
