import { mean } from './mean.ts';

/** Sample variance, Σ(x − mean)²/(n − 1). Returns null for fewer than two values: it cannot be estimated. */
export function variance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  return squares(values) / (values.length - 1);
}

/** Variance of the values themselves, Σ(x − mean)²/n. Throws a RangeError for no values. */
export function populationVariance(values: readonly number[]): number {
  return squares(values) / values.length;
}

function squares(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
