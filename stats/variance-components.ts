import { mean } from './mean.ts';
import { variance } from './variance.ts';

/** Where the noise of repeated scores comes from. */
export interface VarianceComponents {
  readonly mean: number;
  /** σ²: variance between answers to one case, judge noise included. */
  readonly within: number;
  /** ω²: variance between the expected scores of cases. Its estimate can fall below 0. */
  readonly between: number;
  /** Standard error of the mean: that of the cases' means, for repeats are no new cases. */
  readonly se: number;
}

/**
 * Variance components of scores, one row a case and one column a repeat, by one-way analysis of variance (Miller 2024,
 * arXiv 2411.00640). They say whether more repeats would help; the mean's error needs no such split.
 * Null for fewer than two cases or two repeats. Throws a RangeError for rows of different length.
 */
export function varianceComponents(scores: readonly (readonly number[])[]): VarianceComponents | null {
  const repeats = scores[0]?.length ?? 0;
  if (scores.some((row) => row.length !== repeats)) throw new RangeError('every case needs as many repeats');
  if (scores.length < 2 || repeats < 2) return null;
  const means = scores.map(mean);
  const within = mean(scores.map((row) => variance(row) ?? 0));
  const spread = variance(means) ?? 0;
  return {
    mean: mean(means),
    within,
    between: spread - within / repeats,
    se: Math.sqrt(spread / scores.length),
  };
}
