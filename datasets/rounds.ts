import { z } from 'zod';
import type { FillRecord } from '../core/round-record.ts';
import { appendRecord } from './records/appended-record.ts';
import { readRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

const lineageSchema = z.strictObject({
  vendor: z.string().nullable(),
  family: z.string(),
  base: z.string().nullable(),
  teacher: z.string().nullable(),
});

const fillSchema: z.ZodType<FillRecord> = z
  .strictObject({
    schemaVersion: z.literal(1),
    kind: z.literal('fill'),
    round: z.int(),
    at: z.iso.datetime(),
    run: z.string(),
    target: z.strictObject({
      ref: z.string(),
      digest: z.string().nullable(),
      weights: z.string().exactOptional(),
      lineage: lineageSchema.nullable(),
    }),
    aims: z.array(z.string()),
    versions: z.strictObject({ before: z.int(), after: z.int() }),
    heldout: z.record(z.string(), z.int()),
    probe: z.int(),
    training: z.int(),
    before: z.string().nullable(),
  })
  .transform(({ schemaVersion: _, ...record }) => record);

/** What fills have made, oldest first. Throws RECORD_CORRUPT at the line that does not parse. */
export function readFills({ rounds }: Pick<SuitePaths, 'rounds'>): readonly FillRecord[] {
  return readRecords(rounds, fillSchema, 'restore the file from version control: it holds raised quotas');
}

/** Appends a fill. Throws WRITE_FAILED. */
export function appendFill({ rounds }: Pick<SuitePaths, 'rounds'>, record: FillRecord): void {
  appendRecord(rounds, record);
}
