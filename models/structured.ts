import { z } from 'zod';
import type { Json } from '../core/json.ts';
import {
  type ModelClient,
  type ModelRequest,
  type ModelResponse,
  ReplyError,
  type ReplyFault,
} from '../core/model.ts';
import type { Usage } from '../core/run.ts';
import { jsonInReply, wholeReply } from './json-in-reply.ts';
import {
  dialectOf,
  needsWrap,
  type SchemaDialect,
  toDialect,
  withoutAddedNulls,
  wrapKey,
} from './schema-dialect.ts';

export interface StructuredAnswer<Value> {
  readonly value: Value;
  /** The reply that was taken; its usage is that of all replies. */
  readonly response: ModelResponse;
  /** How often the model was told what was wrong: 0 or 1. */
  readonly repairs: number;
}

/** How the questions ended so far. */
export interface StructuredTally {
  readonly asked: number;
  /** Answers that fit after the model was told what was wrong. */
  readonly repaired: number;
  /** Replies that could not be used, by cause. */
  readonly failed: Readonly<Record<ReplyFault, number>>;
}

export interface Structured<Value> {
  /** Asks; whatever `reply` the request names is replaced. Throws ReplyError, with the cause, and what the client throws. */
  ask(request: ModelRequest, signal: AbortSignal): Promise<StructuredAnswer<Value>>;
  tally(): StructuredTally;
}

/** What is asked for. */
export interface StructuredForm<Value> {
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  /** The whole reply must be the JSON (one fence around all of it aside); left out: prose around it is passed over. */
  readonly isWhole?: boolean;
}

const mostProblems = 5;

type JsonSchema = { readonly [key: string]: Json };
const converted = new WeakMap<z.ZodType, JsonSchema>();

/** Each schema is converted once: generators ask with the same one thousands of times. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = converted.get(schema);
  if (known !== undefined) return known;
  // JSON by the contract of z.toJSONSchema; its type allows functions that it never gives.
  const made = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  converted.set(schema, made);
  return made;
}

const dialects = new WeakMap<JsonSchema, Map<SchemaDialect, JsonSchema>>();

function inDialect(schema: JsonSchema, dialect: SchemaDialect): JsonSchema {
  const known = dialects.get(schema) ?? new Map<SchemaDialect, JsonSchema>();
  dialects.set(schema, known);
  const made = known.get(dialect) ?? toDialect(schema, dialect);
  known.set(dialect, made);
  return made;
}

/**
 * Asks a model for JSON that fits a zod schema. The provider gets the schema in its own dialect, the reply is parsed
 * (fences and prose around it are passed over, unless `isWhole`) and held to the original; one that does not fit is shown to the model
 * once, with what is wrong. The second that does not fit is a ReplyError `schema`. The schema must be one that JSON
 * Schema can say: z.toJSONSchema throws for transforms and dates.
 */
export function structured<Value>(client: ModelClient, form: StructuredForm<Value>): Structured<Value> {
  const original = jsonSchemaOf(form.schema);
  const dialect = dialectOf(client.id);
  const wrap = needsWrap(original, dialect);
  const reply = { kind: 'json', name: form.name, schema: inDialect(original, dialect) } as const;
  const failed: Record<ReplyFault, number> = { length: 0, filter: 0, empty: 0, schema: 0, protocol: 0 };
  let asked = 0;
  let repaired = 0;

  const read = (text: string): Read<Value> => {
    let problem: string | null = null;
    for (const json of form.isWhole === true ? wholeReply(text) : jsonInReply(text)) {
      const inner = wrap ? unwrapped(json) : json;
      const value = dialect === 'openai' ? withoutAddedNulls(inner, original) : inner;
      const result = form.schema.safeParse(value);
      if (result.success) return { fits: true, value: result.data };
      problem ??= problemsOf(result.error);
    }
    return { fits: false, problem: problem ?? 'there is no JSON in it' };
  };

  const attempt = async (request: ModelRequest, signal: AbortSignal): Promise<StructuredAnswer<Value>> => {
    const first = await client.complete({ ...request, reply }, signal);
    const found = read(first.text);
    if (found.fits) return { value: found.value, response: first, repairs: 0 };
    const messages = repairMessages(request, first.text, found.problem);
    const second = await client.complete({ ...request, reply, messages }, signal);
    const usage = sum(first.usage, second.usage);
    const again = read(second.text);
    if (!again.fits) {
      const message = `the reply of ${client.id} does not fit \`${form.name}\`, after one repair: ${again.problem}`;
      throw new ReplyError('schema', message, { usage, text: second.text });
    }
    return { value: again.value, response: { ...second, usage }, repairs: 1 };
  };

  return {
    async ask(request, signal) {
      asked++;
      try {
        const answer = await attempt(request, signal);
        repaired += answer.repairs;
        return answer;
      } catch (error) {
        if (error instanceof ReplyError) failed[error.fault]++;
        throw error;
      }
    },
    tally: () => ({ asked, repaired, failed: { ...failed } }),
  };
}

type Read<Value> =
  | { readonly fits: true; readonly value: Value }
  | { readonly fits: false; readonly problem: string };

function repairMessages(request: ModelRequest, reply: string, problem: string): ModelRequest['messages'] {
  return [
    ...request.messages,
    // Servers refuse an empty message.
    { role: 'assistant', content: reply.trim() === '' ? '(nothing)' : reply },
    {
      role: 'user',
      content: `That reply cannot be used: ${problem}\nAnswer the same question again, with JSON that fits the schema and nothing else.`,
    },
  ];
}

function problemsOf(error: z.ZodError): string {
  const lines = error.issues.slice(0, mostProblems).map(({ path, message }) => {
    const where = path.length === 0 ? 'the value' : `\`${path.join('.')}\``;
    return `${where}: ${message}`;
  });
  const more = error.issues.length - lines.length;
  return lines.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function unwrapped(value: Json): Json {
  if (typeof value !== 'object' || value === null || !(wrapKey in value)) return value;
  return Object.keys(value).length === 1 ? (Object.values(value)[0] ?? null) : value;
}

function sum(a: Usage | null, b: Usage | null): Usage | null {
  if (a === null || b === null) return null; // a part of it is not known
  return { inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens };
}
