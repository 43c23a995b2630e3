import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Probability of at most k successes in n independent trials with probability p, for counts that need not be whole: those
 * of clustered trials divided by their design effect (Korn and Graubard 1998). For whole counts it is the binomial one.
 * 1 for k >= n. Throws a RangeError unless 0 <= k, 0 <= n and 0 <= p <= 1.
 */
export function fractionalBinomialCdf(k: number, n: number, p: number): number {
  if (!(k >= 0 && n >= 0)) throw new RangeError(`k and n must be at least 0, got ${k} and ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, got ${p}`);
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1);
}
