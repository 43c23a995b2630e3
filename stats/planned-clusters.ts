import { familyP } from './family-p.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { nonInferiorityFloor } from './planning.ts';
import { requireFraction } from './require-fraction.ts';

/** With more clusters the number of broken ones is as good as normal, and counting takes long. */
const mostCounted = 400;

/**
 * Clusters of equal size with which equal models are shown to be worse by less than `margin` at level alpha, with the
 * given power, by a test that reckons with whole clusters lost at once ({@link familyP}). `variance` is that of the mean
 * of one cluster, where none is lost. At least the floor.
 * Throws a RangeError for a negative variance or fractions outside (0, 1).
 */
export function plannedClusters(variance: number, margin: number, alpha: number, power: number): number {
  requireFraction('power', power);
  if (!(variance >= 0)) throw new RangeError(`variance must be at least 0, got ${variance}`);
  const floor = nonInferiorityFloor(margin, alpha);
  const approximate = Math.ceil(normalCount(variance, margin, alpha, power));
  if (approximate > mostCounted) return Math.max(floor, approximate);
  const isPowered = (clusters: number) => passPower(clusters, variance, margin, alpha) >= power;
  let high = Math.max(floor, approximate);
  while (!isPowered(high)) high += Math.ceil(high / 8);
  let low = floor - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isPowered(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** As many as it would take if the number of broken clusters were normal. */
function normalCount(variance: number, margin: number, alpha: number, power: number): number {
  const atMargin = Math.sqrt(variance + margin * (1 - margin));
  return ((normalQuantile(1 - alpha) * atMargin + normalQuantile(power) * Math.sqrt(variance)) / margin) ** 2;
}

/** Chance that the mean of equal models comes out high enough. */
function passPower(clusters: number, variance: number, margin: number, alpha: number): number {
  const noise = Math.sqrt(variance / clusters);
  const sizes = new Array<number>(clusters).fill(1);
  if (noise === 0) return familyP(0, 0, sizes, -margin) <= alpha ? 1 : 0;
  let [low, high] = [-margin, 1];
  // Closer than the noise by so much that the chance does not change in its fourth digit.
  while (high - low > 1e-4 * noise) {
    const middle = (low + high) / 2;
    if (familyP(middle, noise, sizes, -margin) > alpha) low = middle;
    else high = middle;
  }
  return normalCdf(-high / noise);
}
