import { bisect } from '../stats/bisect.ts';
import type { Interval } from '../stats/interval.ts';

/** What the need for more cases is reckoned from. */
export interface PlanBasis {
  /** Cases, or pairs that people labelled where their labels carry the test. */
  readonly n: number;
  /** Variance of one of them, without what clusters add. */
  readonly variance: number;
  /** Variance inflation by clusters, at least 1. */
  readonly factor: number;
  /** Size of the cluster that an average one lies in. */
  readonly clusterSize: number;
  /** Whether losses in whole clusters are reckoned with, beside what the factor says. */
  readonly byCluster: boolean;
  /** Every difference is a whole gain, a whole loss or none, and is counted. */
  readonly isCounted: boolean;
}

/** What a sample says of its true mean difference. */
export interface MarginTest {
  readonly estimate: number;
  /** p of "the true difference is at most this": small means shown to be above it. Rises with the difference. */
  pAtMost(difference: number): number;
  /** p of "the true difference is at least this": small means shown to be below it. */
  pAtLeast(difference: number): number;
  /** Variance inflation by clusters, at least 1. */
  readonly designEffect: number;
  /** Independent cases that it is worth, for the floor. */
  readonly effectiveN: number;
  readonly basis: PlanBasis;
}

/**
 * The differences that one-sided tests at level alpha on either side leave possible. `swapped` is the test of the same
 * sample with the models swapped, so that swapping them negates the interval.
 */
export function possibleDifferences(test: MarginTest, swapped: MarginTest, alpha: number): Interval {
  return [lowerEnd(test, alpha), -lowerEnd(swapped, alpha)];
}

function lowerEnd({ estimate, pAtMost }: MarginTest, alpha: number): number {
  if (estimate <= -1 || pAtMost(-1) > alpha) return -1;
  return bisect((difference) => pAtMost(difference) <= alpha, -1, Math.min(1, estimate));
}
