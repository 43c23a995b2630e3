import { requireSquare } from './require-square.ts';

/**
 * Gwet's (2008) AC1 of two raters, (po − pe)/(1 − pe) with pe = Σ π(1 − π)/(q − 1) over the q categories, π the mean
 * share of a category over both raters. Unlike kappa it stays high where raters agree and one category is rare.
 * Null for no items; throws a RangeError for a table that is not square.
 */
export function gwetAc1(table: readonly (readonly number[])[]): number | null {
  requireSquare(table);
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  let observed = 0;
  let expected = 0;
  table.forEach((row, i) => {
    observed += (row[i] ?? 0) / n;
    const asRow = row.reduce((sum, count) => sum + count, 0);
    const asColumn = table.reduce((sum, other) => sum + (other[i] ?? 0), 0);
    const share = (asRow + asColumn) / (2 * n);
    expected += (share * (1 - share)) / (table.length - 1);
  });
  return (observed - expected) / (1 - expected);
}
