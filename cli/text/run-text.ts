import { counted } from '../../core/counted.ts';
import type { OwnNoise } from '../../core/own-noise.ts';
import type { Regrade } from '../../core/report.ts';
import type { Run } from '../../pipeline/run.ts';
import type { Session } from '../session.ts';
import { problemText } from './problems.ts';
import { table } from './table.ts';

/** What `run` tells people. */
export function runText(
  {
    record,
    trials,
    scores,
    exceptions,
    problem,
    regrade,
    noise = [],
  }: Run & { readonly regrade?: Regrade; readonly noise?: readonly OwnNoise[] },
  colors: Session['colors'],
): string {
  const { planned, completed, errored, skipped, unneeded, unscored, faults, lost } = trials;
  const { shard } = record.header;
  const byFault = Object.entries(faults).flatMap(([fault, n]) => (n > 0 ? [`${fault} ${n}`] : []));
  const rows = scores.map(({ scorer, origin, n, mean, classification }) => [
    origin,
    scorer,
    n,
    mean === null ? 'unscored' : mean.toFixed(4),
    classification === null ? '' : classification.macroF1.toFixed(4),
  ]);
  return [
    ...exceptions.map(({ judge, other, reason }) =>
      colors.yellow(`EXCEPTION  judge ${judge} is related to ${other}, let through because: ${reason}`),
    ),
    `run ${colors.bold(record.header.id)}  ${record.header.target.ref}`,
    `${planned} planned = ${completed} completed + ${errored} errored + ${skipped} skipped${lost > 0 ? ` + ${lost} lost` : ''}`,
    ...(planned === 0 && shard !== undefined
      ? [
          `shard ${shard.index} of ${shard.count} is empty: no cluster of cases fell to it; \`merge\` takes this run with the others`,
        ]
      : []),
    ...(unneeded > 0
      ? [`ended early: the verdict is certain without the ${counted(unneeded, 'other')}`]
      : []),
    ...(byFault.length > 0 ? [`errors: ${byFault.join(', ')}`] : []),
    ...(unscored > 0 ? [`unscored: ${unscored}`] : []),
    ...(rows.length > 0 ? [table(['origin', 'scorer', 'n', 'mean', 'macro-F1'], rows)] : []),
    ...(regrade === undefined ? [] : regradeLines(regrade, colors)),
    ...(noise.length === 0 ? [] : noiseLines(noise, colors)),
    ...(problem === null ? [] : [problemText([problem], colors)]),
  ].join('\n');
}

/** Old and new grades side by side. */
function regradeLines(
  { of, outputs, differ, scorers }: Regrade,
  colors: Session['colors'],
): readonly string[] {
  const shown = (mean: number | null) => (mean === null ? 'none' : mean.toFixed(4));
  const rows = scorers.map((one) => [
    one.origin,
    one.scorer,
    one.n,
    shown(one.before),
    shown(one.after),
    one.differ,
  ]);
  return [
    '',
    `${colors.bold(`Beside run ${of}`)}: ${differ} of ${counted(outputs, 'output')} got another grade`,
    ...(rows.length > 0 ? [table(['origin', 'scorer', 'n', 'before', 'now', 'differ'], rows)] : []),
  ];
}

/** How much the target differs from itself. */
function noiseLines(noise: readonly OwnNoise[], colors: Session['colors']): readonly string[] {
  const shown = (value: number | null) => (value === null ? 'unknown' : value.toFixed(4));
  const rows = noise.map((one) => [
    one.origin,
    one.n,
    one.flipRate === null ? 'unknown' : `${(100 * one.flipRate).toFixed(1)} %`,
    shown(one.se),
    shown(one.reach),
    one.margin,
  ]);
  return [
    '',
    colors.bold('The target beside itself: cases that flip, and the least margin for that noise'),
    table(['arm', 'n', 'flip', 'se', 'reach', 'margin'], rows),
  ];
}
