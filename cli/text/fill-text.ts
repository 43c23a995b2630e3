import { counted } from '../../core/counted.ts';
import { printable } from '../../core/printable.ts';
import { wrap } from '../../core/wrap.ts';
import type { Filled } from '../../pipeline/fill.ts';
import { excerptEnds } from '../../pipeline/report.ts';
import type { Session } from '../session.ts';
import { exportText } from './export-text.ts';
import { spendText } from './spend-text.ts';
import { table } from './table.ts';

type Colors = Session['colors'];

const columns = 80;
const nameColumns = 40;

/** What `fill` tells people. */
export function fillText(filled: Filled, workingFolder: string, colors: Colors): string {
  const { gaps, record, exported, notes, spend } = filled;
  return [
    `${record === null ? 'no round' : `round ${record.round}`}, by run ${colors.bold(gaps.run.id)}  ${gaps.run.target.ref}`,
    ...heldoutLines(filled, colors),
    ...trainingLines(filled, colors),
    ...(exported === null
      ? []
      : ['', colors.bold('Training export'), exportText(exported, workingFolder, colors)]),
    ...notes.flatMap((note) => wrap(printable(`note  ${note}`), columns)),
    ...(spend.requests === 0 ? [] : [`spent ${spendText(spend)}`]),
    '',
    ...wrap(nextStep(filled), columns),
  ].join('\n');
}

function nextStep({ record, exported }: Filled): string {
  if (record === null) return 'Nothing was made, and no round is recorded.';
  return exported === null
    ? 'Next: run the target on the new set.'
    : 'Next: train on the export, then `heldout round SUITE --target NEW` says whether it helped.';
}

function heldoutLines({ heldout, versions, probe, record }: Filled, colors: Colors): readonly string[] {
  const rows = heldout.map(({ name, wanted, made }) => [excerptEnds(name, nameColumns), wanted, made]);
  const made = heldout.reduce((sum, cell) => sum + cell.made, 0);
  if (rows.length === 0 && probe.rows === 0) return [];
  return [
    '',
    colors.bold('Held out'),
    ...(rows.length === 0 ? [] : [table(['cell', 'wanted', 'new'], rows)]),
    ...heldout.flatMap(({ name, wanted, made: own, reasons }) =>
      own >= wanted ? [] : wrap(`${name}: ${wanted - own} short; ${reasonsText(reasons)}`, columns),
    ),
    ...(made === 0
      ? []
      : [`${counted(made, 'new case')}: version ${versions.after}, no part of the run that chose them`]),
    ...(probe.rows === 0
      ? []
      : [`probe: ${counted(probe.rows, 'row')} and ${counted(probe.made, 'case')} made of them`]),
    ...(record === null || record.before === null
      ? []
      : [`the target on what is new, before training: run ${record.before}`]),
  ];
}

/** Of all candidates of a cell, not of this call alone. */
function reasonsText(reasons: Readonly<Record<string, number>>): string {
  const counts = Object.entries(reasons).map(([code, n]) => (code === 'exhausted' ? code : `${code} ${n}`));
  return counts.length === 0 ? 'its generators gave no more' : `of all its candidates: ${counts.join(', ')}`;
}

function trainingLines({ training }: Filled, colors: Colors): readonly string[] {
  const { aims, lots, wanted, added } = training;
  if (aims.length === 0) return [];
  const rows = aims.map((aim) => [
    excerptEnds(aim.name, nameColumns),
    aim.wanted,
    aim.seeds,
    aim.failing,
    aim.contaminated,
  ]);
  const reasons = lots.flatMap(({ reasons: own }) => Object.entries(own).map(([code, n]) => `${code} ${n}`));
  return [
    '',
    colors.bold('To train on'),
    table(['aim', 'wanted', 'seeds', 'failing', 'contam'], rows),
    `${added} of ${counted(wanted, 'item')}${reasons.length > 0 ? `; not taken: ${reasons.join(', ')}` : ''}`,
  ];
}
