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
 * to `nonInferiorityFloor`; multiply by the design effect for clustered pairs. For pass/fail pairs of which few differ
 * it promises too much: `plannedPairs` counts them out.
 * Throws a RangeError for a negative variance or for fractions outside (0, 1).
 */
export function nonInferiorityCases(variance: number, margin: number, alpha: number, power: number): number {
  requireVariance(variance);
  requireFraction('margin', margin);
  return (zSum(alpha, power) ** 2 * variance) / margin ** 2;
}

/**
 * Pairs needed to find a true difference of this size by a two-sided level-alpha test with the given power:
 * (z_(1−alpha/2) + z_power)²·variance/difference². Not rounded. Throws a RangeError as {@link nonInferiorityCases} does.
 */
export function differenceCases(variance: number, difference: number, alpha: number, power: number): number {
  requireVariance(variance);
  requireFraction('difference', difference);
  return (zSum(alpha / 2, power) ** 2 * variance) / difference ** 2;
}

/**
 * Smallest true difference that n pairs find with the given power: (z + z_power)·sd/√n, z for a test at level alpha with
 * one side or two. Throws a RangeError for n <= 0, a negative variance or fractions outside (0, 1).
 */
export function detectableDifference(
  n: number,
  variance: number,
  sides: 1 | 2,
  { alpha, power }: { readonly alpha: number; readonly power: number },
): number {
  if (!(n > 0)) throw new RangeError(`n must be positive, got ${n}`);
  requireVariance(variance);
  return zSum(alpha / sides, power) * Math.sqrt(variance / n);
}

/**
 * Variance of one case's paired difference, ω² + σ²/K + σ²/K, from the variance between cases and, for each model, that
 * between answers to one case over K answers (Miller 2024, arXiv 2411.00640). Throws a RangeError for variances below 0
 * and for fewer than one repeat.
 */
export function repeatedVariance(
  between: number,
  models: readonly { readonly within: number; readonly repeats: number }[],
): number {
  requireVariance(between);
  return models.reduce((sum, { within, repeats }) => {
    requireVariance(within);
    if (!(repeats >= 1)) throw new RangeError(`repeats must be at least 1, got ${repeats}`);
    return sum + within / repeats;
  }, between);
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
