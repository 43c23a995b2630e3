import { benjaminiHochberg } from './benjamini-hochberg.ts';

/**
 * Benjamini-Yekutieli (2001) adjusted p-values, in input order: as {@link benjaminiHochberg}, but for tests that depend
 * on each other in any way, such as slices that overlap. Larger by the factor 1 + 1/2 + … + 1/m, at most 1.
 */
export function benjaminiYekutieli(pValues: readonly number[]): readonly number[] {
  const harmonic = pValues.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return benjaminiHochberg(pValues).map((p) => Math.min(1, harmonic * p));
}
