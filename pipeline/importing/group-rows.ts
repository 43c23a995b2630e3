import { DisjointSets } from '../../core/disjoint-sets.ts';
import { groupBy } from '../../core/group-by.ts';
import { overlapFinder } from '../../curation/overlap-finder.ts';
import type { ImportedRow } from '../../datasets/formats/import-row.ts';

/** A row with its place in the source, from 0. */
export interface PlacedRow {
  readonly row: ImportedRow;
  readonly at: number;
}

/**
 * Rows that must not lie on both sides of a split, together: those of one cluster, and those that are copies or pieces of
 * each other. A short text within a longer one joins nothing: "what is my exchange rate" would make one group of many rows
 * that have nothing else in common; an export refuses such a row by itself. Groups come in the order of their first rows.
 */
export function groupRows(rows: readonly ImportedRow[]): readonly (readonly [PlacedRow, ...PlacedRow[]])[] {
  const sets = new DisjointSets(rows.length);
  const first = new Map<string, number>();
  const overlaps = overlapFinder(rows);
  for (const [at, { cluster, input, answer }] of rows.entries()) {
    const before = first.get(cluster);
    if (before === undefined) first.set(cluster, at);
    else sets.join(before, at);
    for (const { text, isLoose } of overlaps(answer === null ? { input } : { input, answer }))
      if (!isLoose) sets.join(text, at);
  }
  const placed = rows.map((row, at) => ({ row, at }));
  return [...groupBy(placed, ({ at }) => sets.find(at)).values()].flatMap(([one, ...rest]) =>
    one === undefined ? [] : [[one, ...rest]],
  );
}
