import { binomialCdf } from './binomial.ts';
import { chiSquareSurvival } from './chi-square.ts';

/** Two-sided p-values of "gains and losses are equally likely". */
export interface McNemar {
  readonly exact: number;
  /** Half of what was observed counts: rejects about as often as it says, where the exact test rejects less. */
  readonly midP: number;
  /** (gains − losses)²/(gains + losses). */
  readonly chiSquare: number;
  readonly asymptotic: number;
  /** With Edwards' continuity correction. */
  readonly corrected: number;
}

/**
 * McNemar's test of paired pass/fail results, which asks whether there is any difference at all: it knows no margin.
 * Without gains and losses all p-values are 1. Throws a RangeError for counts that are not whole or below 0.
 */
export function mcnemar(gains: number, losses: number): McNemar {
  if (!(Number.isInteger(gains) && Number.isInteger(losses) && gains >= 0 && losses >= 0)) {
    throw new RangeError(`gains and losses must be counts, got ${gains} and ${losses}`);
  }
  const n = gains + losses;
  if (n === 0) return { exact: 1, midP: 1, chiSquare: 0, asymptotic: 1, corrected: 1 };
  const fewer = Math.min(gains, losses);
  const tail = binomialCdf(fewer, n, 0.5);
  const observed = tail - binomialCdf(fewer - 1, n, 0.5);
  const chiSquare = (gains - losses) ** 2 / n;
  return {
    exact: Math.min(1, 2 * tail),
    midP: gains === losses ? 1 - observed / 2 : 2 * tail - observed,
    chiSquare,
    asymptotic: chiSquareSurvival(chiSquare, 1),
    corrected: chiSquareSurvival((Math.abs(gains - losses) - 1) ** 2 / n, 1),
  };
}
