import type { CanaryResult } from '../core/canary.ts';
import { writeWhole } from '../core/files.ts';
import { canaryRecordSchema } from './records/canary-schema.ts';
import { readRecords, renderRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

/** What judges made of planted errors, in this run of `generate` and in those before. Throws RECORD_CORRUPT. */
export function readCanaries(paths: SuitePaths): readonly CanaryResult[] {
  return readRecords(
    paths.canaries,
    canaryRecordSchema,
    'restore the file from version control; without it the judges are measured anew',
  );
}

/** Writes them, sorted; nothing where there is none. They are kept when cases are made afresh: they are of the judges. */
export function writeCanaries(paths: SuitePaths, results: readonly CanaryResult[]): void {
  if (results.length > 0) writeWhole(paths.canaries, renderRecords(results));
}
