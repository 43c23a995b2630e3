import path from 'node:path';
import { counted } from '../../core/counted.ts';
import type { ExportedStandIns } from '../../pipeline/export-stand-ins.ts';
import type { StandInReport, VerdictAgreement } from '../../pipeline/stand-ins/stand-in-report.ts';
import type { Session } from '../session.ts';
import { table } from './table.ts';

/** What `export --stand-ins` tells people. */
export function standInsText(
  { report, files }: ExportedStandIns,
  workingFolder: string,
  colors: Session['colors'],
): string {
  const { records, standIns, writers, judges, leftOut, identifiers, sharedWords, verdict, notes } = report;
  const by = writers.length === 0 ? 'by rules alone' : `by ${writers.join(', ')}`;
  const judged = judges.length === 0 ? '' : `, judged by ${judges.join(', ')}`;
  return [
    `${counted(standIns, 'stand-in')} for ${counted(records, 'record')}, ${by}${judged}`,
    ...(standIns === records ? [] : [`left out: ${byName(leftOut)}`]),
    '',
    distanceTable(report),
    '',
    `identifiers: ${byName(identifiers.found) || 'none'} in the records; ${identifiers.left} left`,
    `eight words in a row: ${counted(sharedWords, 'stand-in shares', 'stand-ins share')} them with a record`,
    ...(verdict === null ? [] : verdictText(verdict, colors)),
    ...notes.map((note) => `${colors.yellow('note')}  ${note}`),
    ...files.map((file) => `wrote ${path.relative(workingFolder, file)}`),
  ].join('\n');
}

function byName(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
}

function distanceTable({ distance: { real, standIns } }: StandInReport): string {
  const row = (name: string, { p5, p25, p50 }: typeof real) => [
    name,
    ...[p5, p25, p50].map((value) => value.toFixed(2)),
  ];
  return table(
    ['distance to the closest record', '5 %', '25 %', '50 %'],
    [row('of other records', real), row('of stand-ins', standIns)],
  );
}

function verdictText(
  { originals, standIns, agrees, n }: VerdictAgreement,
  colors: Session['colors'],
): readonly string[] {
  const told = ({ status, difference }: typeof originals) =>
    `${status.toUpperCase()}${difference === null ? '' : `, ${points(difference)} points`}`;
  return [
    `verdict: ${agrees ? colors.green('the gate decides the same') : colors.red('the gate decides otherwise')}`,
    `  on ${counted(n, 'record')}: ${told(originals)}`,
    `  on their stand-ins: ${told(standIns)}`,
  ];
}

function points(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(1)}`;
}
