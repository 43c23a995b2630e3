import { type Forecast, requireProbabilities } from './brier-score.ts';
import { mean } from './mean.ts';

/** Forecasts of like probability: what was said and what came. */
export interface CalibrationBin {
  readonly n: number;
  readonly meanProbability: number;
  readonly outcomeRate: number;
}

/** Expected calibration error and the bins it was read from, by rising probability. */
export interface CalibrationError {
  readonly error: number;
  readonly bins: readonly CalibrationBin[];
}

/**
 * Expected calibration error: the mean distance between probability and rate of outcomes over bins of equal mass,
 * weighted by their cases. Equal probabilities lie in one bin, that of their middle rank, so the order of the input does
 * not matter; bins that are left empty are not listed.
 * Null for no forecasts. Throws a RangeError for probabilities outside [0, 1] or a number of bins below 1.
 */
export function calibrationError(forecasts: readonly Forecast[], bins = 10): CalibrationError | null {
  requireProbabilities(forecasts);
  if (!(Number.isInteger(bins) && bins >= 1)) throw new RangeError(`bins must be at least 1, got ${bins}`);
  if (forecasts.length === 0) return null;
  const filled = fillBins(forecasts, bins).map((own) => ({
    n: own.length,
    meanProbability: mean(own.map(({ probability }) => probability)),
    outcomeRate: mean(own.map(({ outcome }) => Number(outcome))),
  }));
  const error = filled.reduce(
    (sum, bin) => sum + (bin.n / forecasts.length) * Math.abs(bin.meanProbability - bin.outcomeRate),
    0,
  );
  return { error, bins: filled };
}

function fillBins(forecasts: readonly Forecast[], bins: number): readonly (readonly Forecast[])[] {
  const sorted = forecasts.toSorted((a, b) => a.probability - b.probability);
  const filled = Array.from({ length: bins }, (): Forecast[] => []);
  for (let from = 0; from < sorted.length; ) {
    const { probability } = sorted[from] ?? { probability: Number.NaN };
    const next = sorted.findIndex((other, i) => i > from && other.probability !== probability);
    const to = next < 0 ? sorted.length : next;
    const middle = (from + to) / 2 / sorted.length;
    filled[Math.min(bins - 1, Math.floor(middle * bins))]?.push(...sorted.slice(from, to));
    from = to;
  }
  return filled.filter((own) => own.length > 0);
}
