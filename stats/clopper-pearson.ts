import { betaQuantile } from './incomplete-beta.ts';
import type { Interval } from './interval.ts';
import { requireFraction } from './require-fraction.ts';
import { requirePasses } from './require-passes.ts';

/**
 * Clopper-Pearson (1934) interval for a pass rate: covers the true rate at least as often as `confidence` says,
 * at every n, and is wider than Wilson's for it.
 * The lower end is 0 when nothing passed, the upper end 1 when everything did. Returns null when `n` is 0.
 */
export function clopperPearson(passes: number, n: number, confidence: number): Interval | null {
  requirePasses(passes, n);
  requireFraction('confidence', confidence);
  if (n === 0) return null;
  const tail = (1 - confidence) / 2;
  return [
    passes === 0 ? 0 : betaQuantile(tail, passes, n - passes + 1),
    passes === n ? 1 : betaQuantile(1 - tail, passes + 1, n - passes),
  ];
}
