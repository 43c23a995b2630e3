import { bisect } from './bisect.ts';
import type { Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { requireFraction } from './require-fraction.ts';

/**
 * Score statistic of Tango (1998) for "the paired difference in pass rates is `difference`", from n pairs of which
 * `gains` pass on the first side only and `losses` on the second only. Standard normal under that hypothesis, and
 * falling in `difference`; ±Infinity where the hypothesis makes the counts impossible.
 * Counts may be fractions, as they are after division by a design effect.
 * Throws a RangeError for n <= 0, counts that do not fit into n, or a difference outside [−1, 1].
 */
export function tangoScore(gains: number, losses: number, n: number, difference: number): number {
  requireTable(gains, losses, n);
  if (n === 0) throw new RangeError('a score needs at least one pair');
  if (!(Math.abs(difference) <= 1)) throw new RangeError(`difference must lie in [-1, 1], got ${difference}`);
  // Swapping the sides negates the score, and for differences >= 0 the root below is free of cancellation.
  if (difference < 0) return -tangoScore(losses, gains, n, -difference);
  const surplus = gains - losses - n * difference;
  if (surplus === 0) return 0;
  const churn = churnAt(gains, losses, n, difference);
  return surplus / Math.sqrt(n * (churn + difference * (1 - difference)));
}

/**
 * The likeliest share of pairs that differ beside those that make up the difference, gains and losses alike, where the
 * true difference is `difference`: twice the constrained maximum-likelihood rate that {@link tangoScore} uses. It throws
 * as that does.
 */
export function tangoChurn(gains: number, losses: number, n: number, difference: number): number {
  requireTable(gains, losses, n);
  if (n === 0) throw new RangeError('churn needs at least one pair');
  if (!(Math.abs(difference) <= 1)) throw new RangeError(`difference must lie in [-1, 1], got ${difference}`);
  return difference < 0 ? churnAt(losses, gains, n, -difference) : churnAt(gains, losses, n, difference);
}

/**
 * Interval for the paired difference in pass rates that inverts `tangoScore`; within [−1, 1], and reaching −1 or 1
 * only when every pair is a loss or a gain. Keeps a sensible width when no pair differs, where it equals
 * Wilson's interval for 0 of n on both sides. Returns null when `n` is 0; throws a RangeError as `tangoScore` does.
 */
export function tangoInterval(gains: number, losses: number, n: number, confidence: number): Interval | null {
  requireTable(gains, losses, n);
  requireFraction('confidence', confidence);
  if (n === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  return [lowerEnd(gains, losses, n, z), -lowerEnd(losses, gains, n, z)];
}

function lowerEnd(gains: number, losses: number, n: number, z: number): number {
  const estimate = (gains - losses) / n;
  if (estimate <= -1) return -1;
  return bisect((difference) => tangoScore(gains, losses, n, difference) > z, -1, Math.min(estimate, 1));
}

/** For a difference of at least 0. */
function churnAt(gains: number, losses: number, n: number, difference: number): number {
  const linear = (2 * n - gains + losses) * difference - gains - losses;
  return 2 * positiveRoot(2 * n, linear, losses * difference * (1 - difference));
}

/** The root >= 0 of a q² + b q − c = 0 for a > 0 and c >= 0, in the form that subtracts nothing. */
function positiveRoot(a: number, b: number, c: number): number {
  const root = Math.sqrt(b * b + 4 * a * c);
  return b > 0 ? (2 * c) / (b + root) : (root - b) / (2 * a);
}

function requireTable(gains: number, losses: number, n: number): void {
  // Division by a design effect can push gains + losses above n by a rounding error.
  const fits = gains >= 0 && losses >= 0 && gains + losses <= n * (1 + 1e-9) && Number.isFinite(n);
  if (!fits) throw new RangeError(`${gains} gains and ${losses} losses do not fit into ${n} pairs`);
}
