import { normalCdf, normalQuantile } from './normal.ts';
import { obrienFlemingBounds } from './obrien-fleming.ts';

/** Alphas from all but 1 to 1e-12, as normal quantiles. */
const quantiles = Array.from({ length: 40 }, (_, i) => -2.5 + 0.25 * i).filter((z) => z <= 7);

/** Bounds at each look, for each of these alphas: they take time, and do not depend on data. */
const tables = new Map<number, readonly (readonly number[])[]>();

/**
 * A p-value that stands although one has looked before: the smallest alpha whose O'Brien-Fleming bound at this look, the
 * `look`-th of `looks` at equal steps of information, is crossed by a test with the one-sided p-value `p` there.
 * Never below `p`, and `p` itself where the only look is at the end. Values below 1e-12 are given as 1e-12.
 * Throws a RangeError for a look that is none of them.
 */
export function lookPValue(p: number, look: number, looks: number): number {
  if (!(Number.isInteger(look) && look >= 1 && look <= looks)) {
    throw new RangeError(`there is no look ${look} of ${looks}`);
  }
  if (looks === 1) return p;
  const z = -normalQuantile(p);
  const bounds = tableOf(looks)[look - 1] ?? [];
  const above = bounds.findIndex((bound) => bound >= z);
  if (above === 0) return 1;
  if (above < 0) return normalCdf(-(quantiles.at(-1) ?? 0));
  return Math.max(p, normalCdf(-interpolate(bounds, above, z)));
}

function tableOf(looks: number): readonly (readonly number[])[] {
  const known = tables.get(looks);
  if (known !== undefined) return known;
  const shares = Array.from({ length: looks }, (_, i) => (i + 1) / looks);
  const byAlpha = quantiles.map((z) => obrienFlemingBounds(shares, normalCdf(-z)));
  const table = shares.map((_, look) => byAlpha.map((bounds) => bounds[look] ?? Number.NaN));
  tables.set(looks, table);
  return table;
}

/** The quantile of alpha where the bound is `z`, by the cubic through the four nearest entries. */
function interpolate(bounds: readonly number[], above: number, z: number): number {
  const from = Math.min(Math.max(0, above - 2), bounds.length - 4);
  const places = [from, from + 1, from + 2, from + 3];
  const boundAt = (place: number) => bounds[place] ?? Number.NaN;
  return places.reduce((sum, place) => {
    const others = places.filter((other) => other !== place);
    const basis = others.reduce(
      (product, other) => (product * (z - boundAt(other))) / (boundAt(place) - boundAt(other)),
      1,
    );
    return sum + basis * (quantiles[place] ?? Number.NaN);
  }, 0);
}
