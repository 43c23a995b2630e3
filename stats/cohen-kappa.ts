import { requireSquare } from './require-square.ts';

/** Agreement of two raters beyond what their marginals would give by chance. */
export interface Kappa {
  readonly kappa: number;
  /** Asymptotic standard error, for an interval (not for a test of kappa = 0). */
  readonly se: number;
  /** Share of items on which both gave the same category. */
  readonly observed: number;
  /** The same share under independence. */
  readonly expected: number;
}

/**
 * Cohen's (1960) kappa, (po − pe)/(1 − pe), of a square table of counts: rows the first rater's categories, columns the
 * second's; standard error of Fleiss, Cohen and Everitt (1969). Where one category is rare it can be low although the
 * raters hardly ever differ, so print it beside `observed`, {@link gwetAc1} and the table.
 * Null for no items and where both raters gave one and the same category throughout: chance alone explains that.
 * Throws a RangeError for a table that is not square.
 */
export function cohenKappa(table: readonly (readonly number[])[]): Kappa | null {
  requireSquare(table);
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const shares = table.map((row) => row.map((count) => count / n));
  const rows = shares.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columns = table.map((_, column) => shares.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const observed = shares.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const expected = rows.reduce((sum, share, i) => sum + share * (columns[i] ?? 0), 0);
  if (expected >= 1) return null;
  const kappa = (observed - expected) / (1 - expected);
  let spread = -((kappa - expected * (1 - kappa)) ** 2);
  shares.forEach((row, i) => {
    row.forEach((share, j) => {
      const chance =
        i === j
          ? 1 - ((rows[i] ?? 0) + (columns[i] ?? 0)) * (1 - kappa)
          : (1 - kappa) * ((columns[i] ?? 0) + (rows[j] ?? 0));
      spread += share * chance ** 2;
    });
  });
  // A rounding error below 0 where the raters agree throughout.
  const se = Math.sqrt(Math.max(0, spread) / n) / (1 - expected);
  return { kappa, se, observed, expected };
}
