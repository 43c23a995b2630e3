/** What distances between categories mean: none, their order, or their values. */
export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval';

/** Values that occur, ascending, and how often pairs of them meet in one unit (each value weighing once). */
interface Coincidences {
  readonly values: readonly (number | string)[];
  readonly pairs: readonly (readonly number[])[];
  readonly totals: readonly number[];
}

/**
 * Krippendorff's (2011) alpha, 1 − (observed disagreement)/(expected disagreement), of any number of raters: one row a
 * rater, one column a unit, null where the rater gave nothing. 1 is agreement, 0 what chance gives.
 * Null where no unit has two ratings, and where only one value occurs: nothing shows that raters tell units apart.
 * Throws a RangeError for rows of different length, and for values that are not numbers above the nominal level.
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | string | null)[])[],
  level: MeasurementLevel,
): number | null {
  const { values, pairs, totals } = coincidences(ratings, level);
  const n = totals.reduce((sum, total) => sum + total, 0);
  let observed = 0;
  let expected = 0;
  pairs.forEach((row, i) => {
    row.forEach((count, j) => {
      const distance = squaredDistance(values, totals, i, j, level);
      observed += count * distance;
      expected += ((totals[i] ?? 0) * (totals[j] ?? 0) * distance) / (n - 1);
    });
  });
  return expected > 0 ? 1 - observed / expected : null;
}

function coincidences(
  ratings: readonly (readonly (number | string | null)[])[],
  level: MeasurementLevel,
): Coincidences {
  const units = unitsOf(ratings, level);
  const values = [...new Set(units.flat())].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  const places = new Map(values.map((value, place) => [value, place]));
  const pairs = values.map(() => new Array<number>(values.length).fill(0));
  for (const unit of units) {
    unit.forEach((one, i) => {
      unit.forEach((other, j) => {
        const row = pairs[places.get(one) ?? -1];
        const column = places.get(other) ?? -1;
        if (i !== j && row !== undefined) row[column] = (row[column] ?? 0) + 1 / (unit.length - 1);
      });
    });
  }
  return { values, pairs, totals: pairs.map((row) => row.reduce((sum, count) => sum + count, 0)) };
}

/** The ratings of each unit that has two or more. */
function unitsOf(
  ratings: readonly (readonly (number | string | null)[])[],
  level: MeasurementLevel,
): readonly (readonly (number | string)[])[] {
  const width = ratings[0]?.length ?? 0;
  if (ratings.some((row) => row.length !== width)) {
    throw new RangeError('every rater needs one entry a unit, null where there is no rating');
  }
  const given = ratings.flat().filter((value) => value !== null);
  if (level !== 'nominal' && given.some((value) => typeof value !== 'number' || !Number.isFinite(value))) {
    throw new RangeError(`ratings at the ${level} level must be numbers`);
  }
  return Array.from({ length: width }, (_, unit) =>
    ratings.flatMap((row) => {
      const value = row[unit] ?? null;
      return value === null ? [] : [value];
    }),
  ).filter((unit) => unit.length >= 2);
}

function squaredDistance(
  values: readonly (number | string)[],
  totals: readonly number[],
  i: number,
  j: number,
  level: MeasurementLevel,
): number {
  if (i === j) return 0;
  if (level === 'nominal') return 1;
  if (level === 'interval') return (Number(values[i]) - Number(values[j])) ** 2;
  // How many ratings lie between the two, each end counted half.
  const between = totals.slice(Math.min(i, j), Math.max(i, j) + 1).reduce((sum, total) => sum + total, 0);
  return (between - ((totals[i] ?? 0) + (totals[j] ?? 0)) / 2) ** 2;
}
