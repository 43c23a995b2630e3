/**
 * Throws a RangeError unless `table` is a square of at least two rows, with counts of at least 0 that are finite.
 */
export function requireSquare(table: readonly (readonly number[])[]): void {
  const isSquare = table.length >= 2 && table.every((row) => row.length === table.length);
  if (!isSquare) throw new RangeError('a table of agreement must be square, with two categories or more');
  const wrong = table.flat().find((count) => !(count >= 0 && Number.isFinite(count)));
  if (wrong !== undefined) throw new RangeError(`counts must be at least 0, got ${wrong}`);
}
