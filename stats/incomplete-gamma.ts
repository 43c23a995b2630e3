import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/**
 * Upper regularised incomplete gamma function Q(a, x) = Γ(a, x)/Γ(a), for a > 0.
 * Power series 6.5.29 of Abramowitz and Stegun left of a + 1, the even part of continued fraction 6.5.31 on its right.
 * 1 for x <= 0; throws a RangeError unless a is positive.
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(a > 0)) throw new RangeError(`a must be positive, got ${a}`);
  if (Number.isNaN(x)) throw new RangeError('x must be a number');
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) return 1 - front * lowerSeries(a, x);
  return front / continuedFraction(x + 1 - a, (k) => [-k * (k - a), x + 2 * k + 1 - a]);
}

/** Sum of x^k / (a (a + 1) … (a + k)). Every term is positive and, for x < a + 1, smaller than the one before. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * Number.EPSILON; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}
