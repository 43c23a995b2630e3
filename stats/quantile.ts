/**
 * The p-quantile of values sorted from small to large, linear between order statistics (type 7 of Hyndman and Fan 1996,
 * the default of R and numpy). Throws a RangeError for no values or p outside [0, 1].
 */
export function quantile(sorted: readonly number[], p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, got ${p}`);
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('a quantile needs at least one value');
  return below + (above - below) * (place - Math.floor(place));
}
