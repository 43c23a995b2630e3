import { normalQuantile } from './normal.ts';
import { requireFraction } from './require-fraction.ts';

/**
 * Fewest independent pairs from which a level-alpha test can show "worse by less than `margin`" when no pair differs:
 * the smallest n with (1 − margin)^n <= alpha. Below it, such a sample is too likely under a loss of exactly `margin`.
 * At least 1. Throws a RangeError unless margin and alpha lie between 0 and 1.
 */
export function nonInferiorityFloor(margin: number, alpha: number): number {
  requireFraction('margin', margin);
  requireFraction('alpha', alpha);
  const exact = Math.log(alpha) / Math.log1p(-margin);
  // A rounding error above a whole number must not cost a case: ln .25 / ln .5 is 2.
  return Math.ceil(exact * (1 - 1e-12));
}

/**
 * Pairs needed to show "worse by less than `margin`" at level alpha with the given power when both sides are equal:
 * (z_(1−alpha) + z_power)²·variance/margin², with the variance of one paired difference. Not rounded, and not raised
 * to `nonInferiorityFloor`; multiply by the design effect for clustered pairs.
 * Throws a RangeError for a negative variance or for fractions outside (0, 1).
 */
export function nonInferiorityCases(variance: number, margin: number, alpha: number, power: number): number {
  requireVariance(variance);
  requireFraction('margin', margin);
  return (zSum(alpha, power) ** 2 * variance) / margin ** 2;
}

/**
 * Smallest margin that n independent pairs can show at level alpha with the given power when both sides are equal:
 * (z_(1−alpha) + z_power)·sd/√n, but never below the margin whose `nonInferiorityFloor` is n, 1 − alpha^(1/n).
 * n may be a fraction, as it is after division by a design effect; values above 1 mean that no margin can be shown.
 * Throws a RangeError for n <= 0, a negative variance or fractions outside (0, 1).
 */
export function detectableMargin(n: number, variance: number, alpha: number, power: number): number {
  if (!(n > 0)) throw new RangeError(`n must be positive, got ${n}`);
  requireVariance(variance);
  const floorMargin = -Math.expm1(Math.log(alpha) / n);
  return Math.max(zSum(alpha, power) * Math.sqrt(variance / n), floorMargin);
}

function zSum(alpha: number, power: number): number {
  requireFraction('alpha', alpha);
  requireFraction('power', power);
  return normalQuantile(1 - alpha) + normalQuantile(power);
}

function requireVariance(variance: number): void {
  if (!(variance >= 0 && Number.isFinite(variance))) {
    throw new RangeError(`variance must be at least 0, got ${variance}`);
  }
}
