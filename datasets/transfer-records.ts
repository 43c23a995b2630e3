import { z } from 'zod';
import type { TransferRecord } from '../core/transfer-record.ts';
import { appendRecord } from './records/appended-record.ts';
import { readRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

const difference = z.number().min(-1).max(1);
const transferSchema: z.ZodType<TransferRecord> = z
  .strictObject({
    schemaVersion: z.literal(1),
    key: z.string(),
    run: z.string(),
    baseline: z.string(),
    at: z.iso.datetime(),
    real: difference,
    synthetic: difference,
  })
  .transform(({ schemaVersion: _, ...record }) => record);

/** Past comparisons, oldest first. Throws RECORD_CORRUPT at the line that does not parse. */
export function readTransferRecords(paths: SuitePaths): readonly TransferRecord[] {
  return readRecords(
    paths.transfer,
    transferSchema,
    'mend the line, or restore the file from version control',
  );
}

/** Appends a comparison. Throws WRITE_FAILED. */
export function appendTransferRecord(paths: SuitePaths, record: TransferRecord): void {
  appendRecord(paths.transfer, record);
}
