import { z } from 'zod';
import type { Message, ToolSpec } from '../core/case.ts';
import type { Json } from '../core/json.ts';
import type { ModelRequest, ModelResponse, RateLimit } from '../core/model.ts';
import type { Usage } from '../core/run.ts';

const json: z.ZodType<Json> = z.json();
const count = z.number().min(0);
const usage: z.ZodType<Usage> = z.strictObject({ inputTokens: count, outputTokens: count });
const left = z.strictObject({ limit: count.nullable(), remaining: z.number(), resetMs: count.nullable() });
const rateLimit: z.ZodType<RateLimit> = z.strictObject({
  requests: left.nullable(),
  tokens: left.nullable(),
});

/** A response as caches and cassettes keep it. */
export const responseSchema: z.ZodType<ModelResponse> = z.strictObject({
  text: z.string(),
  toolCalls: z.array(z.strictObject({ name: z.string(), arguments: json })),
  finish: z.enum(['stop', 'tool-calls']),
  usage: usage.nullable(),
  logprobs: z
    .array(
      z.strictObject({
        token: z.string(),
        logprob: z.number(),
        runnerUp: z.number().nullable().default(null),
      }),
    )
    .nullable(),
  answeredBy: z.string(),
  rateLimit: rateLimit.nullable(),
});

const message: z.ZodType<Message> = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
});
const tool: z.ZodType<ToolSpec> = z.strictObject({
  name: z.string(),
  description: z.string(),
  parameters: json,
});

/** A request as cassettes keep it. */
export const requestSchema: z.ZodType<ModelRequest> = z.strictObject({
  messages: z.tuple([message], message),
  reply: z.union([
    z.strictObject({ kind: z.literal('text') }),
    z.strictObject({ kind: z.literal('json'), name: z.string(), schema: z.record(z.string(), json) }),
  ]),
  tools: z.array(tool),
  maxTokens: z.number().nullable(),
  temperature: z.number().nullable(),
  seed: z.number().nullable(),
  stop: z.array(z.string()),
  logprobs: z.boolean(),
  attempt: z.number(),
});

/** What a reply that could not be used is kept as. */
export const replyErrorSchema = z.strictObject({
  fault: z.enum(['length', 'filter', 'empty', 'schema', 'protocol']),
  message: z.string(),
  usage: usage.nullable(),
  text: z.string(),
});
