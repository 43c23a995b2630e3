import { z } from 'zod';
import type { FillRecord, RoundRecord } from '../core/round-record.ts';
import { appendRecord } from './records/appended-record.ts';
import { readRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

const lineageSchema = z.strictObject({
  vendor: z.string().nullable(),
  family: z.string(),
  base: z.string().nullable(),
  teacher: z.string().nullable(),
});

const targetSchema = z.strictObject({
  ref: z.string(),
  digest: z.string().nullable(),
  weights: z.string().exactOptional(),
  lineage: lineageSchema.nullable(),
});

const fillSchema: z.ZodType<FillRecord> = z
  .strictObject({
    schemaVersion: z.literal(1),
    kind: z.literal('fill'),
    round: z.int(),
    at: z.iso.datetime(),
    run: z.string(),
    target: targetSchema,
    aims: z.array(
      z.strictObject({
        name: z.string(),
        origin: z.enum(['real', 'synthetic']),
        skill: z.string().nullable(),
        edgeCase: z.string().nullable(),
        label: z.string().nullable(),
        tag: z.string().nullable(),
        feature: z.string().nullable(),
        embedder: z.string().exactOptional(),
      }),
    ),
    versions: z.strictObject({ before: z.int(), after: z.int() }),
    heldout: z.record(z.string(), z.int()),
    probe: z.int(),
    training: z.int(),
    before: z.string().nullable(),
  })
  .transform(({ schemaVersion: _, ...record }) => record);

const roundSchema: z.ZodType<RoundRecord> = z
  .strictObject({
    schemaVersion: z.literal(1),
    kind: z.literal('round'),
    round: z.int(),
    at: z.iso.datetime(),
    target: targetSchema,
    run: z.string(),
    fresh: z.string().nullable(),
    helped: z.enum(['yes', 'not-shown', 'worse', 'nothing-to-tell-by']),
    slices: z.array(
      z.strictObject({
        set: z.enum(['old', 'new', 'probe']),
        name: z.string(),
        isAimed: z.boolean(),
        n: z.int(),
        before: z.number(),
        after: z.number(),
        difference: z.number(),
        interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
        pGain: z.number().nullable(),
        pWorse: z.number().nullable(),
        status: z.enum(['better', 'worse', 'no-worse', 'open']),
      }),
    ),
  })
  .transform(({ schemaVersion: _, ...record }) => record);

type Line = FillRecord | RoundRecord;

/** What fills have made, and what came of them, oldest first. Throws RECORD_CORRUPT at the line that does not parse. */
export function readRounds({ rounds }: Pick<SuitePaths, 'rounds'>): {
  readonly fills: readonly FillRecord[];
  readonly results: readonly RoundRecord[];
} {
  const schema = z.union([fillSchema, roundSchema]);
  const hint = 'restore the file from version control: it holds raised quotas';
  const lines: readonly Line[] = readRecords(rounds, schema, hint);
  return {
    fills: lines.flatMap((line) => (line.kind === 'fill' ? [line] : [])),
    results: lines.flatMap((line) => (line.kind === 'round' ? [line] : [])),
  };
}

/** Appends a fill or what came of one. Throws WRITE_FAILED. */
export function appendRound({ rounds }: Pick<SuitePaths, 'rounds'>, record: Line): void {
  appendRecord(rounds, record);
}
