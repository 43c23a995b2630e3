import { incompleteBeta } from './incomplete-beta.ts';
import { logFactorial } from './log-factorial.ts';

/**
 * Probability of at most k successes in n independent trials that each succeed with probability p.
 * 0 for k < 0 and 1 for k >= n, so also for n = 0.
 * Throws a RangeError unless k and n are whole, n >= 0 and 0 <= p <= 1.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  requireTrials(k, n, p);
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1);
}

/**
 * Probability of exactly k successes in n independent trials that each succeed with probability p; 0 for k outside
 * [0, n]. Throws a RangeError as {@link binomialCdf} does.
 */
export function binomialPmf(k: number, n: number, p: number): number {
  requireTrials(k, n, p);
  if (k < 0 || k > n) return 0;
  const ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  const hits = k === 0 ? 0 : k * Math.log(p);
  const misses = k === n ? 0 : (n - k) * Math.log1p(-p);
  return Math.exp(ways + hits + misses);
}

function requireTrials(k: number, n: number, p: number): void {
  if (!(Number.isInteger(k) && Number.isInteger(n) && n >= 0)) {
    throw new RangeError(`k and n must be whole numbers with n >= 0, got ${k} and ${n}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, got ${p}`);
}
