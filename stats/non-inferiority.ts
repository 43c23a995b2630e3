import { normalCdf } from './normal.ts';
import { nonInferiorityFloor } from './planning.ts';
import { tangoScore } from './tango.ts';

/** Paired pass/fail results; fractions after division by a design effect. */
export interface PairedCounts {
  readonly gains: number;
  readonly losses: number;
  readonly n: number;
}

/** One-sided p of "worse by `margin` or more", by Tango's score: small means shown to be no worse. */
export function nonInferiorityP({ gains, losses, n }: PairedCounts, margin: number): number {
  return normalCdf(-tangoScore(gains, losses, n, -margin));
}

/** One-sided p of "worse by less than `margin`, or not at all": small means shown to be worse. */
export function inferiorityP({ gains, losses, n }: PairedCounts, margin: number): number {
  return normalCdf(tangoScore(gains, losses, n, -margin));
}

/**
 * True where so many pairs can show "worse by less than `margin`" at all: with a net gain always, without one from
 * `nonInferiorityFloor` on.
 */
export function isAboveFloor({ gains, losses, n }: PairedCounts, margin: number, alpha: number): boolean {
  return gains > losses || n >= nonInferiorityFloor(margin, alpha);
}

/** True where the counts show "worse by less than `margin`" at level alpha: the score is high enough, and the floor is met. */
export function isNonInferior(counts: PairedCounts, margin: number, alpha: number): boolean {
  return isAboveFloor(counts, margin, alpha) && nonInferiorityP(counts, margin) <= alpha;
}
