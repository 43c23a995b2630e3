import { mean } from './mean.ts';

/** A predicted probability and whether it came true. */
export interface Forecast {
  readonly probability: number;
  readonly outcome: boolean;
}

/**
 * Brier (1950) score: mean of (probability − outcome)²; 0 is perfect, .25 is what an even guess earns.
 * Null for no forecasts; throws a RangeError for probabilities outside [0, 1].
 */
export function brierScore(forecasts: readonly Forecast[]): number | null {
  requireProbabilities(forecasts);
  if (forecasts.length === 0) return null;
  return mean(forecasts.map(({ probability, outcome }) => (probability - Number(outcome)) ** 2));
}

/** Throws a RangeError for a forecast whose probability lies outside [0, 1]. */
export function requireProbabilities(forecasts: readonly Forecast[]): void {
  const wrong = forecasts.find(({ probability }) => !(probability >= 0 && probability <= 1));
  if (wrong !== undefined) {
    throw new RangeError(`a probability must lie between 0 and 1, got ${wrong.probability}`);
  }
}
