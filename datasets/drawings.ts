import { z } from 'zod';
import type { Drawing } from '../core/drawing.ts';
import { appendRecord } from './records/appended-record.ts';
import { readRecords } from './records/records-file.ts';
import type { SuitePaths } from './suite-paths.ts';

const drawingSchema: z.ZodType<Drawing> = z
  .strictObject({
    schemaVersion: z.literal(1),
    about: z.enum(['case', 'output']),
    run: z.string().nullable(),
    origin: z.enum(['real', 'synthetic']),
    at: z.iso.datetime(),
    budget: z.number().positive(),
    size: z.int().min(1),
    population: z.string(),
    items: z.array(
      z.strictObject({ caseId: z.string(), output: z.string().nullable(), pi: z.number().gt(0).max(1) }),
    ),
  })
  .transform(({ schemaVersion: _, ...drawing }) => drawing);

/** What was drawn, oldest first. Throws RECORD_CORRUPT at the line that does not parse. */
export function readDrawings(paths: SuitePaths): readonly Drawing[] {
  return readRecords(paths.drawings, drawingSchema, 'restore the file from version control');
}

/** Appends a drawing. Throws WRITE_FAILED. */
export function appendDrawing(paths: SuitePaths, drawing: Drawing): void {
  appendRecord(paths.drawings, drawing);
}
