import { z } from 'zod';
import { toDocument } from '../../reports/json.ts';
import type { Round } from '../round.ts';
import { fillDocument, toFillDocument } from './fill-document.ts';

const resultDocument = z.object({
  round: z.int().describe('Of the fill that it measures'),
  target: z.string(),
  run: z.string(),
  fresh: z.string().nullable().describe('The run on new cases and probe; null: there are none'),
  helped: z
    .enum(['yes', 'not-shown', 'worse', 'nothing-to-tell-by'])
    .describe('Whether the gain on fresh cases of what was aimed at is more than noise'),
  slices: z.array(
    z.object({
      set: z.enum(['old', 'new', 'probe']),
      name: z.string(),
      aimed: z.boolean(),
      n: z.int(),
      before: z.number(),
      after: z.number(),
      difference: z.number(),
      interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
      pGain: z
        .number()
        .nullable()
        .describe('Adjusted (Holm); null for what was not aimed at, and for old cases'),
      pWorse: z.number().nullable().describe('Of “no worse than the margin”, adjusted (Holm)'),
      status: z.enum(['better', 'worse', 'no-worse', 'open']),
    }),
  ),
});

/** What `round --json` prints. */
export const roundDocument = z.object({
  schemaVersion: z.literal(1),
  run: z.string(),
  result: resultDocument.nullable().describe('Of the round before; null: there is none to measure'),
  report: z
    .looseObject({})
    .nullable()
    .describe('The gate’s, as report.schema.json has it; null: no baseline'),
  fill: fillDocument.nullable(),
  history: z.array(resultDocument),
  notes: z.array(z.string()),
});

/** The document for a turn of the loop. */
export function toRoundDocument(round: Round, workingFolder: string): z.output<typeof roundDocument> {
  const { run, result, report, filled, history, notes } = round;
  return {
    schemaVersion: 1,
    run,
    result: result === null ? null : told(result),
    report: report === null ? null : { ...toDocument(report) },
    fill: filled === null ? null : toFillDocument(filled, workingFolder),
    history: history.map(told),
    notes: [...notes],
  };
}

function told({ round, target, run, fresh, helped, slices }: Round['history'][number]) {
  return {
    round,
    target: target.ref,
    run,
    fresh,
    helped,
    slices: slices.map(({ isAimed, ...slice }) => ({ ...slice, aimed: isAimed })),
  };
}
