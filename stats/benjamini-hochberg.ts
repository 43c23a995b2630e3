import { ascendingPValues } from './ascending-p-values.ts';

/**
 * Benjamini-Hochberg (1995) adjusted p-values, in input order: rejecting those at or below q keeps the expected share
 * of false rejections at q for independent or positively dependent tests.
 * Empty for no input; throws a RangeError for values outside [0, 1].
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const adjusted = new Array<number>(pValues.length);
  const descending = [...ascendingPValues(pValues)].reverse();
  let running = 1;
  descending.forEach(({ p, index }, behind) => {
    running = Math.min(running, (p * pValues.length) / (pValues.length - behind));
    adjusted[index] = running;
  });
  return adjusted;
}
