import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { fault, HeldoutError, messageOf } from '../../core/errors.ts';
import { echoPersona, type Persona } from './persona.ts';
import { readRows } from './read-rows.ts';

const share = z.number().min(0).max(1);
const fileSchema = z.strictObject({
  accuracy: share.default(1),
  wrong: z.array(z.string()).min(1).optional(),
  answers: z
    .array(
      z
        .strictObject({
          match: z.string().transform(asPattern),
          reply: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
          call: z.strictObject({ name: z.string(), arguments: z.json() }).optional(),
        })
        .refine(
          ({ reply, call }) => reply !== undefined || call !== undefined,
          'has neither `reply` nor `call`',
        ),
    )
    .default([]),
  rows: z.string().optional(),
  default: z.string().optional(),
  models: z.record(z.string(), z.strictObject({ accuracy: share })).default({}),
});

/**
 * The persona of that name, or of that YAML file: `echo` repeats, `oracle:ROWS.jsonl` says what the rows expect.
 * `accuracy`, where it is given, stands for the persona's own. Where a persona says nothing of wrong replies they are the
 * right ones of other questions. Throws MOCK_PERSONA where a file cannot be read, says something unknown, or where no
 * reply could be wrong though a share of them should.
 */
export function loadPersona(
  written: string,
  options: { readonly folder: string; readonly accuracy: number | null },
): Persona {
  const { folder, accuracy } = options;
  const named = namedPersona(written, folder);
  const file = path.resolve(folder, written);
  const persona = named ?? filePersona(file);
  const stated = accuracy === null ? persona : { ...persona, accuracy };
  const least = Math.min(stated.accuracy, ...Object.values(stated.models).map((model) => model.accuracy));
  const always = alwaysRight(stated);
  if (least < 1 && always !== null) {
    throw fault('MOCK_PERSONA', `an accuracy of ${least} needs ${always}`, {
      place: named === null ? { file, line: null, column: null } : null,
      hint: 'name replies under `wrong` in a persona file, as docs/mock.md shows',
    });
  }
  return stated;
}

/** Why some question could not be answered wrong; null where each could. */
function alwaysRight({ wrong, answers, rows, default: usual }: Persona): string | null {
  if (wrong.length === 0) return 'replies that can be wrong';
  const right = [
    ...answers.map(({ replies }) => replies).filter((replies) => replies.length > 0),
    ...[...rows.values(), ...(usual === null ? [] : [usual])].map((reply) => [reply]),
  ];
  const found = right.find((replies) => wrong.every((text) => replies.includes(text)));
  return found === undefined ? null : `a wrong reply where \`${found.join('`, `')}\` is right`;
}

const oracle = 'oracle:';

function namedPersona(written: string, folder: string): Persona | null {
  if (written === 'echo') return echoPersona;
  if (!written.startsWith(oracle)) return null;
  const rows = readRows(path.resolve(folder, written.slice(oracle.length)));
  return { ...echoPersona, rows, wrong: [...new Set(rows.values())] };
}

function filePersona(file: string): Persona {
  try {
    const read = fileSchema.parse(parse(readFileSync(file, 'utf8')) ?? {});
    const rows = read.rows === undefined ? echoPersona.rows : readRows(path.resolve(file, '..', read.rows));
    const answers = read.answers.map(({ match, reply, call }) => ({
      match,
      replies: reply === undefined ? [] : [reply].flat(),
      call: call ?? null,
    }));
    const replies = new Set([...answers.flatMap((one) => one.replies), ...rows.values()]);
    return {
      accuracy: read.accuracy,
      wrong: read.wrong ?? [...replies],
      answers,
      rows,
      default: read.default ?? null,
      models: read.models,
    };
  } catch (error) {
    if (error instanceof HeldoutError) throw error;
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw fault('MOCK_PERSONA', `the persona cannot be read: ${why}`, {
      place: { file, line: null, column: null },
      hint: 'docs/mock.md shows a whole one; `echo` and `oracle:ROWS.jsonl` need no file of their own',
      cause: error,
    });
  }
}

function asPattern(text: string, context: z.RefinementCtx): RegExp {
  try {
    return new RegExp(text, 'iu');
  } catch (error) {
    context.addIssue({ code: 'custom', message: `not a regular expression: ${messageOf(error)}` });
    return z.NEVER;
  }
}
