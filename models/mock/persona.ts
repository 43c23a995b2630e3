import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { digest } from '../../core/digest.ts';
import { fault, messageOf } from '../../core/errors.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { instanceOf } from './instance-of.ts';
import type { MockAnswer, MockRequest } from './mock-request.ts';

const share = z.number().min(0).max(1);
const personaSchema = z.strictObject({
  accuracy: share.default(1),
  wrong: z.array(z.string()).default([]),
  answers: z
    .array(
      z.strictObject({
        match: z.string().refine(isPattern, 'not a regular expression'),
        reply: z.string().optional(),
        call: z.strictObject({ name: z.string(), arguments: z.json() }).optional(),
      }),
    )
    .default([]),
  default: z.string().optional(),
  models: z.record(z.string(), z.strictObject({ accuracy: share })).default({}),
});

/**
 * How a mocked model answers. The first of `answers` whose `match` (a regular expression, letter case ignored) is in the
 * last user message says the right reply, in which `{{number}}` is a number of the question's own; with none, `default`, else the message is repeated. A share of `1 − accuracy`
 * of the questions gets one of `wrong` instead, always the same questions: `models` gives a model an accuracy of its own.
 */
export type Persona = z.infer<typeof personaSchema>;

/** Repeats the last user message. */
export const echoPersona: Persona = personaSchema.parse({});

/** Reads a persona from a YAML file. Throws MOCK_PERSONA where it cannot be read or says something unknown. */
export function loadPersona(file: string): Persona {
  const place = { file, line: null, column: null };
  try {
    return personaSchema.parse(parse(readFileSync(file, 'utf8')) ?? {});
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw fault('MOCK_PERSONA', `the persona cannot be read: ${why}`, {
      place,
      hint: 'docs/mock.md shows a whole one',
      cause: error,
    });
  }
}

/** What the persona says to a request; the same seed and request, the same answer, in whatever order they come. */
export function answer(persona: Persona, request: MockRequest, seed: number): MockAnswer {
  const asked = request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const found = persona.answers.find(({ match }) => new RegExp(match, 'iu').test(asked));
  const accuracy = persona.models[request.model]?.accuracy ?? persona.accuracy;
  const key = { seed, model: request.model, messages: request.messages };
  const isWrong = persona.wrong.length > 0 && uniform({ ...key, of: 'accuracy' }) >= accuracy;
  const inputTokens = tokensIn(request.messages.map(({ content }) => content).join(' '));
  if (!isWrong && found?.call !== undefined && request.tools.includes(found.call.name)) {
    const outputTokens = tokensIn(JSON.stringify(found.call));
    return { text: '', call: found.call, ended: 'call', usage: { inputTokens, outputTokens } };
  }
  const right = found?.reply ?? persona.default ?? asked;
  const wrong = persona.wrong.filter((text) => text !== right);
  const chosen = isWrong
    ? (wrong[Math.floor(uniform({ ...key, of: 'wrong' }) * wrong.length)] ?? right)
    : right;
  const said = numbered(chosen, { ...key, asked: request.seed });
  const text = request.schema === null ? said : JSON.stringify(instanceOf(request.schema, said));
  return cut(text, inputTokens, request.maxTokens);
}

/** Each `{{number}}` becomes a number that depends on the question and its seed: replies that differ, for generators. */
function numbered(text: string, key: { readonly [key: string]: Json }): string {
  let at = 0;
  return text.replace(/\{\{number\}\}/g, () =>
    String(1000 + Math.floor(9000 * uniform({ ...key, at: at++ }))),
  );
}

function cut(text: string, inputTokens: number, maxTokens: number | null): MockAnswer {
  const outputTokens = tokensIn(text);
  if (maxTokens === null || outputTokens <= maxTokens)
    return { text, call: null, ended: 'stop', usage: { inputTokens, outputTokens } };
  const kept = [...text].slice(0, maxTokens * lettersPerToken).join('');
  return { text: kept, call: null, ended: 'length', usage: { inputTokens, outputTokens: maxTokens } };
}

const lettersPerToken = 4;

/** About what a tokenizer counts: four characters a token, at least one. */
export function tokensIn(text: string): number {
  return Math.max(1, Math.ceil([...text].length / lettersPerToken));
}

/** A number in [0, 1) that only depends on the value. */
export function uniform(value: Json): number {
  return Number.parseInt(digest(canonicalJson(value)).slice(0, 12), 16) / 2 ** 48;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'iu');
    return true;
  } catch {
    return false; // that it is none is the answer
  }
}
