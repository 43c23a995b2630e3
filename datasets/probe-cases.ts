import type { Case } from '../core/case.ts';
import { caseRecordSchema } from './records/case-schema.ts';
import { readRecords } from './records/records-file.ts';
import { writeParts } from './records/write-parts.ts';
import type { SuitePaths } from './suite-paths.ts';

/** The cases that the newest fill made of the probe rows, of both parts. Throws RECORD_CORRUPT. */
export function readProbeCases({ probe, localProbe }: SuitePaths): readonly Case[] {
  const hint = 'make them again: fill the gaps anew';
  return [probe, localProbe].flatMap((file) => readRecords(file, caseRecordSchema, hint));
}

/** Writes them in place of those of the round before, each to the part that may hold it. */
export function writeProbeCases({ probe, localProbe }: SuitePaths, cases: readonly Case[]): void {
  writeParts(cases, { open: probe, local: localProbe });
}
