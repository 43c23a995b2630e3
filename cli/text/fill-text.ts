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
  const { record, exported, notes, spend } = filled;
  return [
    `round ${record.round}, by run ${colors.bold(record.run)}  ${record.target.ref}`,
    ...heldoutLines(filled, colors),
    ...trainingLines(filled, colors),
    ...(exported === null
      ? []
      : ['', colors.bold('Training export'), exportText(exported, workingFolder, colors)]),
    ...notes.flatMap((note) => wrap(printable(`note  ${note}`), columns)),
    ...(spend.requests === 0 ? [] : [`spent ${spendText(spend)}`]),
    '',
    ...wrap(
      exported === null
        ? 'Next: run the target on the new set.'
        : 'Next: train on the export, then `heldout round SUITE --target NEW` says whether it helped.',
      columns,
    ),
  ].join('\n');
}

function heldoutLines({ heldout, versions, probe, record }: Filled, colors: Colors): readonly string[] {
  const rows = heldout.map(({ name, wanted, made }) => [excerptEnds(name, nameColumns), wanted, made]);
  const made = heldout.reduce((sum, cell) => sum + cell.made, 0);
  if (made === 0 && probe.rows === 0) return [];
  return [
    '',
    colors.bold('Held out'),
    ...(rows.length === 0 ? [] : [table(['cell', 'wanted', 'new'], rows)]),
    ...(made === 0
      ? []
      : [`${counted(made, 'new case')}: version ${versions.after}, no part of the run that chose them`]),
    ...(probe.rows === 0
      ? []
      : [`probe: ${counted(probe.rows, 'row')} and ${counted(probe.made, 'case')} made of them`]),
    ...(record.before === null ? [] : [`the target on what is new, before training: run ${record.before}`]),
  ];
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
