const commonShare = 0.01;
const commonRows = 10;

/** What stands in more rows than this is too common to mean anything: 1 % of them, and 10 (quality-gates.md, gate 10). */
export function commonLimit(rows: number): number {
  return Math.max(commonRows, commonShare * rows);
}
