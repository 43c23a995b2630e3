import { z } from 'zod';
import type { Problem } from '../../core/errors.ts';

export const problemDocument = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable().describe('1-based'),
  column: z.int().nullable().describe('1-based'),
  hint: z.string().nullable(),
});

/** What any command prints that could not run. */
export const errorDocument = z.object({
  schemaVersion: z.literal(1),
  error: problemDocument,
  problems: z.array(problemDocument).describe('All of them; `error` is the first'),
});

/** A problem with its place spread out. */
export function toProblemDocument({ code, message, place, hint }: Problem): z.output<typeof problemDocument> {
  const { file, line, column } = place ?? { file: null, line: null, column: null };
  return { code, message, file, line, column, hint };
}

/** The document for a fault. */
export function toErrorDocument(problems: readonly [Problem, ...Problem[]]): z.output<typeof errorDocument> {
  return {
    schemaVersion: 1,
    error: toProblemDocument(problems[0]),
    problems: problems.map(toProblemDocument),
  };
}
