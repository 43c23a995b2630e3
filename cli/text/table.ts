import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { columnsOf } from '../../core/columns-of.ts';
import { terminalColumns } from './fit-terminal.ts';

type Row = readonly (string | number)[];

/**
 * Columns of plain text under dim heads, no lines; numbers are put to the right. Where that is wider than a terminal each
 * row is told below its first cell instead.
 */
export function table(head: readonly string[], rows: readonly Row[]): string {
  const made = inColumns(head, rows);
  const width = Math.max(...made.split('\n').map((line) => columnsOf(stripVTControlCharacters(line))));
  return width <= terminalColumns ? made : rows.map((row) => inWords(head, row)).join('\n');
}

function inWords(head: readonly string[], [first = '', ...rest]: Row): string {
  const told = rest.flatMap((value, at) => (value === '' ? [] : [`${head[at + 1] ?? ''} ${value}`.trim()]));
  return `  ${first}\n    ${told.join(', ')}`;
}

function inColumns(head: readonly string[], rows: readonly Row[]): string {
  const isNumber = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const made = new Table({
    head: [...head],
    colAligns: isNumber.map((right) => (right ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '  ',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '',
    },
  });
  made.push(...rows.map((row) => row.map(String)));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
