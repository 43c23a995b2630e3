import { plannedPairs } from '../stats/planned-pairs.ts';
import type { Evidence, GateRates } from './evidence.ts';

/**
 * More cases that would give equal models a PASS with the asked power, if differences vary as they do here and clusters
 * are as alike; null where that many are there already: the difference lies near the margin then.
 */
export function casesMissing(
  { n, spread, designEffect, margin }: Evidence,
  { alphaPass, power }: GateRates,
): number | null {
  // The variance of equal models' differences is the share of cases on which they differ.
  const pairs = plannedPairs(Math.min(1, spread ?? 0), margin, alphaPass, power);
  const more = Math.ceil(pairs * (designEffect ?? 1)) - n;
  return more > 0 ? more : null;
}
