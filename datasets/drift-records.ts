import { z } from 'zod';
import type { DriftRecord } from '../core/drift.ts';
import { appendRecord } from './records/appended-record.ts';
import { readRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

const share = z.number().min(0).max(1);
const keys = { schemaVersion: z.literal(1), about: z.enum(['case', 'output']), at: z.iso.datetime() };

const driftSchema: z.ZodType<DriftRecord> = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...keys,
      kind: z.literal('frozen'),
      items: z.array(
        z.strictObject({
          caseId: z.string(),
          output: z.string().nullable(),
          run: z.string().nullable(),
          human: share,
        }),
      ),
    }),
    z.strictObject({
      ...keys,
      kind: z.literal('rating'),
      judge: z.string(),
      version: z.string(),
      votes: z.array(share.nullable()),
    }),
  ])
  .transform(({ schemaVersion: _, ...record }) => record);

/** The frozen sets and what judges made of them, oldest first. Throws RECORD_CORRUPT at the line that does not parse. */
export function readDrift(paths: SuitePaths): readonly DriftRecord[] {
  return readRecords(
    paths.drift,
    driftSchema,
    'restore the file from version control; without it the next calibration freezes another set',
  );
}

/** Appends a record. Throws WRITE_FAILED. */
export function appendDrift(paths: SuitePaths, record: DriftRecord): void {
  appendRecord(paths.drift, record);
}
