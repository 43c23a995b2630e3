import { upperIncompleteGamma } from './incomplete-gamma.ts';

/**
 * Probability that a chi-square variable with `df` degrees of freedom exceeds x; `df` need not be whole.
 * 1 for x <= 0; throws a RangeError unless df is positive.
 */
export function chiSquareSurvival(x: number, df: number): number {
  return upperIncompleteGamma(df / 2, x / 2);
}
