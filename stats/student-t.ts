import { bisect } from './bisect.ts';
import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Probability that a Student t variable with `df` degrees of freedom is at most t; `df` need not be whole.
 * Both tails keep their relative precision on the lower side, so ask for −t rather than take 1 − cdf(t).
 * Throws a RangeError unless df is positive and finite.
 */
export function studentTCdf(t: number, df: number): number {
  requireDegrees(df);
  if (Number.isNaN(t)) throw new RangeError('t must be a number');
  const square = t * t;
  // Near 0 the tail form would take df/(df + t²) as all but 1, and lose what distinguishes it from 1.
  if (square < 1) return 0.5 + (Math.sign(t) * incompleteBeta(square / (df + square), 0.5, df / 2)) / 2;
  const tail = incompleteBeta(df / (df + square), df / 2, 0.5) / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * The t with studentTCdf(t, df) = p.
 * −Infinity for p = 0 and Infinity for p = 1; throws a RangeError for other p outside (0, 1).
 */
export function studentTQuantile(p: number, df: number): number {
  requireDegrees(df);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, got ${p}`);
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentTQuantile(1 - p, df);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  let reach = 1;
  while (studentTCdf(-reach, df) > p) reach *= 2;
  return -bisect((t) => studentTCdf(-t, df) > p, 0, reach);
}

function requireDegrees(df: number): void {
  if (!(df > 0 && df < Number.POSITIVE_INFINITY)) throw new RangeError(`df must be positive, got ${df}`);
}
