import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fault, messageOf } from '../core/errors.ts';
import { readIfExists, writeFailed, writeWhole } from '../core/files.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { linesOf } from '../core/lines.ts';
import type { ModelName, ModelRequest, ModelResponse, ReplyError } from '../core/model.ts';
import { replyErrorSchema, requestSchema, responseSchema } from './exchange-schema.ts';
import { requestDigest } from './request-digest.ts';
import { secretIn } from './secret-in.ts';

/** How a call ended. */
export type Outcome =
  | { readonly outcome: 'response'; readonly response: ModelResponse }
  | { readonly outcome: 'error'; readonly error: Pick<ReplyError, 'fault' | 'message' | 'usage' | 'text'> };

/** Requests to models and their answers, in a file. */
export interface Cassette {
  readonly file: string;
  get(key: string): Outcome | null;
  /** The first answer stays. Throws CASSETTE where the answer or the request holds a secret of the environment; then nothing is written. */
  add(key: string, model: ModelName, request: ModelRequest, outcome: Outcome): void;
  /** Sorts what was added into the file: the same traffic gives the same bytes, in whatever order it came. */
  close(): void;
}

const common = { schemaVersion: z.literal(1), key: z.string(), model: z.string(), request: requestSchema };
const entrySchema = z.discriminatedUnion('outcome', [
  z.strictObject({ ...common, outcome: z.literal('response'), response: responseSchema }),
  z.strictObject({ ...common, outcome: z.literal('error'), error: replyErrorSchema }),
]);

/**
 * Opens a cassette: one JSON object a line, sorted by the digest of the request. `fresh` begins an empty one, else what
 * is there is read and more is added to it. Answers are appended as they come, so that a crash loses none that was paid
 * for. Throws CASSETTE, with the line, for one that cannot be read or whose key is not that of its request, and
 * WRITE_FAILED.
 */
export function openCassette(
  file: string,
  options: { readonly fresh: boolean; readonly env?: NodeJS.ProcessEnv } = { fresh: false },
): Cassette {
  const lines = options.fresh ? new Map<string, Line>() : readLines(file);
  let added = options.fresh;
  if (options.fresh) writeWhole(file, '');
  return {
    file,
    get: (key) => lines.get(key)?.outcome ?? null,
    add(key, model, request, outcome) {
      if (lines.has(key)) return;
      // Plain data by its types; JSON has no narrower name for that.
      const entry = { schemaVersion: 1, key, model, request, ...outcome } as unknown as Json;
      const text = canonicalJson(entry);
      const secret = secretIn(text, options.env ?? process.env);
      if (secret !== null) throw holdsSecret(file, secret);
      append(file, `${text}\n`);
      lines.set(key, { text, outcome });
      added = true;
    },
    close() {
      if (!added) return;
      const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
      writeWhole(file, sorted.map(([, { text }]) => `${text}\n`).join(''));
      added = false;
    },
  };
}

interface Line {
  readonly text: string;
  readonly outcome: Outcome;
}

function readLines(file: string): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const { number, text } of linesOf(readIfExists(file) ?? new Uint8Array())) {
    const entry = parsed(text, file, number);
    const { key, model, request } = entry;
    if (requestDigest(model, request) !== key) {
      throw unreadable(file, number, 'its key is not that of its request: the line was changed by hand');
    }
    lines.set(key, { text: canonicalJson(entry as unknown as Json), outcome: entry });
  }
  return lines;
}

function parsed(text: string | null, file: string, line: number): z.infer<typeof entrySchema> {
  try {
    return entrySchema.parse(JSON.parse(text ?? ''));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw unreadable(file, line, why, error);
  }
}

function unreadable(file: string, line: number, why: string, cause?: unknown): Error {
  return fault('CASSETTE', `the cassette cannot be read: ${why}`, {
    place: { file, line, column: null },
    hint: 'delete the line and record again what is then missing',
    cause,
  });
}

function holdsSecret(file: string, variable: string): Error {
  return fault('CASSETTE', `a request or its answer holds the value of ${variable}: it is not written`, {
    place: { file, line: null, column: null },
    hint: 'take the secret out of the prompt or the data; cassettes are committed and shared',
  });
}

function append(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, text);
  } catch (error) {
    throw writeFailed(file, error);
  }
}
