import type { z } from 'zod';
import { roundDocument } from '../../pipeline/documents/round-document.ts';
import { reportDocument } from '../../reports/report-document.ts';

type Arm = z.output<typeof reportDocument>['arms'][number];
type Compared = Readonly<Pick<Arm, 'n' | 'baseline' | 'candidate' | 'difference'>> & {
  readonly interval: readonly [number, number] | null;
  readonly status: string;
};

export const headings =
  '| gate | of | n | baseline % | candidate % | points (interval) | says |\n| --- | --- | --: | --: | --: | --- | --- |';

/** A gate's rows: the verdict, its arms, one intent by itself, and whatever else fails. */
export function gateRows(gate: string, report: unknown, intent: string): readonly string[] {
  const { status, target, baselineTarget, arms, slices } = reportDocument.parse(report);
  const short = (ref: string) => ref.replace('ollama:heldout-intents-', '');
  const title = `${gate} ${short(target.ref)} against ${short(baselineTarget.ref)}`;
  const chosen = slices.filter(({ tag, status: own }) => tag === intent || own === 'fail');
  return [
    `| ${title} | verdict | | | | | **${status}** |`,
    ...arms.map((arm) => `| | ${arm.origin} arm | ${figures(arm)}`),
    ...chosen.map((slice) => `| | ${slice.name} | ${figures(slice)}`),
  ];
}

/** What the round says of the two targets, on what chose the material and on what chose nothing. */
export function roundRows(round: unknown): readonly string[] {
  const { result } = roundDocument.parse(round);
  if (result === null) return ['no round was measured'];
  const told = result.slices.filter(
    ({ name, aimed, status }) => aimed || status === 'worse' || !name.includes('/'),
  );
  return [
    `helped: ${result.helped}`,
    '| set | of | n | before % | after % | points (interval) | says |',
    '| --- | --- | --: | --: | --: | --- | --- |',
    ...told.map(
      ({ set, name, before, after, ...slice }) =>
        `| ${set} | ${name} | ${figures({ ...slice, baseline: before, candidate: after })}`,
    ),
  ];
}

function figures(one: Compared): string {
  const { n, baseline, candidate, difference, interval: within, status } = one;
  const range = within === null ? '' : ` (${within.map((bound) => (100 * bound).toFixed(1)).join(' to ')})`;
  const percent = (value: number | null) => (value === null ? '-' : (100 * value).toFixed(1));
  return `${n} | ${percent(baseline)} | ${percent(candidate)} | ${percent(difference)}${range} | ${status} |`;
}
