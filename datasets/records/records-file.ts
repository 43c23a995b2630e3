import type { z } from 'zod';
import { fault, messageOf } from '../../core/errors.ts';
import { readIfExists } from '../../core/files.ts';
import { linesOf } from '../../core/lines.ts';
import { recordLine } from './appended-record.ts';

/** The text of a records file: one canonical JSON object a line, sorted by id, so that a diff shows what changed. */
export function renderRecords(records: readonly { readonly id: string }[]): string {
  const sorted = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.map(recordLine).join('');
}

const makeAgain = 'restore the file from version control, or make it again with `heldout generate --fresh`';

/**
 * Reads a records file; no file means no records.
 * Throws RECORD_CORRUPT at the line that does not parse, with the hint: a record is never skipped.
 */
export function readRecords<Record>(
  file: string,
  schema: z.ZodType<Record>,
  hint: string = makeAgain,
): readonly Record[] {
  const bytes = readIfExists(file);
  if (bytes === null) return [];
  const records: Record[] = [];
  for (const { number, text } of linesOf(bytes)) {
    const place = { file, line: number, column: null };
    const corrupt = (why: string, cause: unknown) =>
      fault('RECORD_CORRUPT', `the record cannot be read: ${why}`, { place, hint, cause });
    if (text === null) throw corrupt('not valid UTF-8', null);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw corrupt(messageOf(error), error);
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw corrupt(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, parsed.error);
    }
    records.push(parsed.data);
  }
  return records;
}
