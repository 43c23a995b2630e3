import Table from 'cli-table3';

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
  mid: '─',
  'mid-mid': '──',
} as const;

/** A column of a table: its head and where its cells are aligned. */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/** A table without borders, one rule under the head, as lines. Cells are printable text, coloured or not. */
export function plainTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const table = new Table({
    head: columns.map((column) => column.head),
    colAligns: columns.map((column) => column.align),
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
