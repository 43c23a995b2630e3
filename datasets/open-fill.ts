import { rmSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../core/files.ts';
import { recordLine } from './records/appended-record.ts';
import { readRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

/** Where a fill began: what tells, after it was stopped, its own work from what was there before. */
export interface OpenFill {
  /** The run whose gaps are filled. */
  readonly run: string;
  /** The version of the dataset that it started from. */
  readonly before: number;
  /** Ids of the training items that were there. */
  readonly training: readonly string[];
}

const openFillSchema: z.ZodType<OpenFill> = z
  .strictObject({
    schemaVersion: z.literal(1),
    run: z.string(),
    before: z.int(),
    training: z.array(z.string()),
  })
  .transform(({ schemaVersion: _, ...open }) => open);

/** The fill that was begun and not ended; null: there is none. Throws RECORD_CORRUPT. */
export function readOpenFill({ openFill }: Pick<SuitePaths, 'openFill'>): OpenFill | null {
  const hint = 'remove the file: then what a stopped fill has made counts as there before';
  return readRecords(openFill, openFillSchema, hint)[0] ?? null;
}

/** Notes where a fill begins. Throws WRITE_FAILED. */
export function writeOpenFill({ openFill }: Pick<SuitePaths, 'openFill'>, open: OpenFill): void {
  writeWhole(openFill, recordLine(open));
}

/** The fill has ended. */
export function closeFill({ openFill }: Pick<SuitePaths, 'openFill'>): void {
  rmSync(openFill, { force: true });
}
