import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fault, messageOf } from '../../core/errors.ts';
import { canonicalJson } from '../../core/json.ts';
import { linesOf } from '../../core/lines.ts';

const rowSchema = z.object({
  input: z.union([
    z.string(),
    z
      .object({ messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1) })
      .transform(({ messages }) => messages.findLast(({ role }) => role === 'user')?.content ?? ''),
  ]),
  expected: z.json(),
});

/**
 * What a JSONL file of rows `{ input, expected }` expects, by the input's text (the last user message of a conversation);
 * of equal inputs the first counts. What is expected is said as it is where it is text, else as JSON.
 * Throws MOCK_PERSONA with file and line for what is no such row, and for a file without any.
 */
export function readRows(file: string): ReadonlyMap<string, string> {
  const unreadable = (why: string, line: number | null, cause?: unknown) =>
    fault('MOCK_PERSONA', `the rows of the persona cannot be read: ${why}`, {
      place: { file, line, column: null },
      hint: 'each line is a row: {"input": "…", "expected": "…"}',
      cause,
    });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw unreadable(messageOf(error), null, error);
  }
  const rows = new Map<string, string>();
  for (const { number, text } of linesOf(bytes)) {
    if (text === '') continue;
    try {
      const { input, expected } = rowSchema.parse(JSON.parse(text ?? ''));
      const key = input.trim();
      if (!rows.has(key)) rows.set(key, typeof expected === 'string' ? expected : canonicalJson(expected));
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
      throw unreadable(text === null ? 'not UTF-8' : why, number, error);
    }
  }
  if (rows.size === 0) throw unreadable('there is no row in it', null);
  return rows;
}
