import { logGamma } from './log-gamma.ts';

/** Grows with the largest number asked for: tables of probabilities ask for the same ones over and over. */
const known = [0, 0];

/** Natural logarithm of n!. Throws a RangeError unless n is a whole number of at least 0. */
export function logFactorial(n: number): number {
  if (!(Number.isInteger(n) && n >= 0))
    throw new RangeError(`n must be a whole number of at least 0, got ${n}`);
  while (known.length <= n) known.push(logGamma(known.length + 1));
  return known[n] ?? Number.NaN;
}
