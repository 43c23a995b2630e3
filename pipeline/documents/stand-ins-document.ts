import { z } from 'zod';
import type { StandInReport } from '../stand-ins/stand-in-report.ts';
import { spendDocument } from './shapes.ts';

const count = z.int().min(0);
const distance = z.number().min(0).max(0.9);
const distances = z.object({ p5: distance, p25: distance, p50: distance });
const rate = z.number().min(0).max(1).nullable();
const outcome = z.object({
  status: z.enum(['pass', 'fail', 'inconclusive']),
  candidate: rate,
  baseline: rate,
  difference: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
});

/** What `export --stand-ins` prints with `--json`, and writes as report.json. */
export const standInsDocument = z.object({
  schemaVersion: z.literal(1),
  suite: z.object({ id: z.string(), title: z.string() }),
  seed: z.int(),
  writers: z.array(z.string()).describe('Models that wrote them; empty: rules alone'),
  judges: z.array(z.string()).describe('Models that came to the same answer blind; empty: nobody was asked'),
  records: count,
  standIns: count,
  leftOut: z
    .record(z.string(), count)
    .describe(
      'Records without a stand-in, by reason: reply, answer-lost, identifier, words, near, repeated, judge',
    ),
  identifiers: z.object({
    found: z.record(z.string(), count).describe('In the records, by type'),
    left: count.describe('In the stand-ins: no surrogates, or those of records'),
  }),
  sharedWords: count.describe('Stand-ins that share eight words in a row with a record'),
  distance: z
    .object({ real: distances, standIns: distances })
    .describe('To the closest record: percentiles between records, and of stand-ins'),
  verdict: z
    .object({
      target: z.string(),
      baseline: z.string(),
      n: count,
      originals: outcome,
      standIns: outcome,
      agrees: z.boolean(),
    })
    .nullable()
    .describe('What the gate says of a target on the records and on their stand-ins; null: not asked'),
  notes: z.array(z.string()),
  spend: spendDocument,
});

/** The document for stand-ins; nothing of a record is in it. */
export function toStandInsDocument(report: StandInReport): z.output<typeof standInsDocument> {
  const { verdict } = report;
  const copied = (one: NonNullable<typeof verdict>['originals']) => ({
    ...one,
    interval: one.interval === null ? null : ([...one.interval] as [number, number]), // a tuple, spread
  });
  return {
    schemaVersion: 1,
    ...report,
    writers: [...report.writers],
    judges: [...report.judges],
    leftOut: Object.fromEntries(Object.entries(report.leftOut)),
    verdict:
      verdict === null
        ? null
        : { ...verdict, originals: copied(verdict.originals), standIns: copied(verdict.standIns) },
    notes: [...report.notes],
  };
}
