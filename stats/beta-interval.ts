import { betaQuantile } from './incomplete-beta.ts';
import type { Interval } from './interval.ts';
import { requireFraction } from './require-fraction.ts';
import { requirePasses } from './require-passes.ts';

/** Beta(1, 1): every pass rate equally likely before anything was measured. */
const UNIFORM = { a: 1, b: 1 } as const;

/**
 * Equal-tailed credible interval for a pass rate under a Beta(a, b) prior; uniform by default, a = b = 1/2 is Jeffreys'.
 * Returns null when `n` is 0: the prior alone measured nothing. Throws a RangeError unless a and b are positive.
 */
export function betaInterval(
  passes: number,
  n: number,
  confidence: number,
  prior: { readonly a: number; readonly b: number } = UNIFORM,
): Interval | null {
  requirePasses(passes, n);
  requireFraction('confidence', confidence);
  if (!(prior.a > 0 && prior.b > 0)) throw new RangeError('a and b of the prior must be positive');
  if (n === 0) return null;
  const tail = (1 - confidence) / 2;
  const a = passes + prior.a;
  const b = n - passes + prior.b;
  return [betaQuantile(tail, a, b), betaQuantile(1 - tail, a, b)];
}
