/** A value and what it counts with. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * Mean with weights that were known beforehand, Σwx/Σw (Hájek 1971), with its linearised standard error and Kish's
 * (1965) effective number of values, (Σw)²/Σw². Weights that were estimated add noise of their own, which is not in it.
 * Null where no weight is above 0. Throws a RangeError for a negative weight.
 */
export function weightedMean(
  values: readonly Weighted[],
): { readonly estimate: number; readonly se: number; readonly effectiveN: number } | null {
  const wrong = values.find(({ weight }) => !(weight >= 0 && Number.isFinite(weight)));
  if (wrong !== undefined) throw new RangeError(`a weight must be at least 0, got ${wrong.weight}`);
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const estimate = values.reduce((sum, { value, weight }) => sum + weight * value, 0) / total;
  const noise = values.reduce((sum, { value, weight }) => sum + (weight * (value - estimate)) ** 2, 0);
  const squares = values.reduce((sum, { weight }) => sum + weight ** 2, 0);
  return { estimate, se: Math.sqrt(noise) / total, effectiveN: total ** 2 / squares };
}
