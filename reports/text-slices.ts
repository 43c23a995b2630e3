import { columnsOf } from '../core/columns-of.ts';
import type { SliceResult } from '../core/gate-decision.ts';
import type { Report } from '../core/report.ts';
import { excerpt, excerptEnds } from './excerpt.ts';
import { isAdvisory } from './is-advisory.ts';
import { interval, percent, signed } from './numbers.ts';
import { pageColumns } from './page-columns.ts';
import { type Column, plainTable } from './plain-table.ts';
import { groupSlices } from './slice-groups.ts';
import { isSmallPass, shortStatus, smallPassRemark } from './status-words.ts';
import { type Colors, indented, paragraph, statusPaint } from './text-layout.ts';
import { weakestWords } from './weakest-words.ts';

const rowsShown = 40;
const namesShown = 12;

/** Slices: a table of those to look at, then the rest by name. Empty where the suite has none. */
export function sliceLines(report: Report, colors: Colors): readonly string[] {
  if (report.slices.length === 0) return [];
  const { notable, passing, quiet } = groupSlices(report);
  const real = passing.filter((slice) => slice.origin === 'real');
  const synthetic = passing.filter((slice) => slice.origin === 'synthetic');
  return [
    colors.bold('Slices'),
    ...notableTable(report, notable, colors),
    ...named('pass', real, 'that pass'),
    ...named('pass on synthetic scenarios', synthetic, 'that pass on synthetic scenarios'),
    ...named('not shown, no losses', quiet, 'not shown, without losses'),
    ...weakestWords(report.slices).flatMap((words) => paragraph(excerpt(words, 1000))),
    ...remarks(report),
  ];
}

function notableTable(report: Report, notable: readonly SliceResult[], colors: Colors): readonly string[] {
  const shown = notable.slice(0, rowsShown);
  const [first] = shown;
  if (first === undefined) return [];
  const left = (head: string): Column => ({ head, align: 'left' });
  const right = (head: string): Column => ({ head, align: 'right' });
  const columns = [right('n'), right('+/-'), right('change'), right(`${percent(first.level)} CI`)];
  const figures = shown.map((slice) => [
    `${slice.n}`,
    `${slice.gains}/${slice.losses}`,
    signed(slice.difference),
    interval(slice.interval),
  ]);
  const statuses = shown.map((slice) => `${shortStatus[slice.status]}${marks(report, slice)}`);
  const taken =
    widest([columns.map((column) => column.head), ...figures]) +
    widest([['status'], ...statuses.map((words) => [words])]);
  const nameColumns = Math.max(12, pageColumns - 2 - taken);
  const rows = shown.map((slice, index) => [
    excerptEnds(slice.name, nameColumns),
    ...(figures[index] ?? []),
    statusPaint(colors, slice.status)(statuses[index] ?? ''),
  ]);
  const table = plainTable([left('slice'), ...columns, left('status')], rows);
  return [...indented(table), ...more(notable.length - shown.length, 'to look at')];
}

/** The columns that a table of these cells takes, the gaps before them included. */
function widest(rows: readonly (readonly string[])[]): number {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => columnsOf(row[index] ?? ''))),
  );
  return widths.reduce((sum, width) => sum + width + 2, 0);
}

function marks(report: Report, slice: SliceResult): string {
  const critical = slice.critical ? ' !' : '';
  const advisory = isAdvisory(report, slice.origin) ? ' ~' : '';
  return `${critical}${isSmallPass(slice) ? ' *' : ''}${advisory}`;
}

function named(label: string, slices: readonly SliceResult[], rest: string): readonly string[] {
  if (slices.length === 0) return [];
  const shown = slices.slice(0, namesShown);
  const names = shown.map(
    (slice) => `${excerptEnds(slice.name, 50)} (n=${slice.n}${isSmallPass(slice) ? '*' : ''})`,
  );
  return [...paragraph(`${label}: ${names.join(', ')}`), ...more(slices.length - shown.length, rest)];
}

function more(count: number, what: string): readonly string[] {
  return count > 0 ? paragraph(`… and ${count} more ${what}`) : [];
}

function remarks(report: Report): readonly string[] {
  const { slices } = report;
  const syntheticPass = slices.some((slice) => slice.status === 'pass' && slice.origin === 'synthetic');
  const lines = [
    slices.some((slice) => slice.critical) ? '! critical: must be shown for a PASS' : '',
    slices.some(isSmallPass) ? `* ${smallPassRemark}` : '',
    slices.some((slice) => isAdvisory(report, slice.origin)) ? '~ advisory: decides nothing' : '',
    syntheticPass ? 'synthetic/… PASS: on synthetic scenarios only' : '',
  ];
  return lines.filter((line) => line !== '').flatMap(paragraph);
}
