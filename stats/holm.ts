import { ascendingPValues } from './ascending-p-values.ts';

/**
 * Holm (1979) adjusted p-values, in input order: rejecting those at or below alpha keeps the chance of any false
 * rejection at alpha, whatever the dependence. Empty for no input; throws a RangeError for values outside [0, 1].
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const adjusted = new Array<number>(pValues.length);
  let running = 0;
  ascendingPValues(pValues).forEach(({ p, index }, rank) => {
    running = Math.max(running, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = running;
  });
  return adjusted;
}
