import { normalCdf } from './normal.ts';
import { requireFraction } from './require-fraction.ts';

/**
 * Chance that a test which has reached the z-score `z` at the share `seen` of its information ends at or above
 * `bound`, if the rest drifts by `drift` (the expected z-score at full information).
 * Throws a RangeError unless `seen` lies between 0 and 1.
 */
export function conditionalPower(z: number, seen: number, drift: number, bound: number): number {
  requireFraction('seen', seen);
  return normalCdf((z * Math.sqrt(seen) + drift * (1 - seen) - bound) / Math.sqrt(1 - seen));
}
