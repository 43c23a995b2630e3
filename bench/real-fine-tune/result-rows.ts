import { z } from 'zod';

const interval = z.tuple([z.number(), z.number()]).nullable();
const compared = z.object({
  origin: z.string(),
  n: z.int(),
  baseline: z.number().nullable(),
  candidate: z.number().nullable(),
  difference: z.number().nullable(),
  interval,
  status: z.string(),
});
const reportSchema = z.object({
  status: z.string(),
  target: z.object({ ref: z.string() }),
  baselineTarget: z.object({ ref: z.string() }),
  arms: z.array(compared),
  slices: z.array(compared.extend({ name: z.string(), tag: z.string().nullable() })),
});
const roundSchema = z.object({
  result: z
    .object({
      helped: z.string(),
      slices: z.array(
        z.object({
          set: z.string(),
          name: z.string(),
          aimed: z.boolean(),
          n: z.int(),
          before: z.number(),
          after: z.number(),
          difference: z.number(),
          interval,
          status: z.string(),
        }),
      ),
    })
    .nullable(),
});

export const headings =
  '| gate | of | n | baseline % | candidate % | points (interval) | says |\n| --- | --- | --: | --: | --: | --- | --- |';

/** A gate's rows: the verdict, its arms, one intent by itself, and whatever else fails. */
export function gateRows(gate: string, report: unknown, intent: string): readonly string[] {
  const { status, target, baselineTarget, arms, slices } = reportSchema.parse(report);
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
  const { result } = roundSchema.parse(round);
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

function figures(
  one: Pick<z.output<typeof compared>, 'n' | 'baseline' | 'candidate' | 'difference' | 'interval' | 'status'>,
) {
  const { n, baseline, candidate, difference, interval: within, status } = one;
  const range = within === null ? '' : ` (${within.map((bound) => (100 * bound).toFixed(1)).join(' to ')})`;
  const percent = (value: number | null) => (value === null ? '-' : (100 * value).toFixed(1));
  return `${n} | ${percent(baseline)} | ${percent(candidate)} | ${percent(difference)}${range} | ${status} |`;
}
