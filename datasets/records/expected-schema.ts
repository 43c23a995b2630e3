import { z } from 'zod';
import { anyJson } from '../../core/any-json.ts';
import type { Expected } from '../../core/case.ts';

const texts = z.array(z.string());

/** An expected value as it is stored. Tolerance and unit of a number may be left out. */
export const expectedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), label: z.string() }),
  z.strictObject({ kind: z.literal('text'), accept: z.tuple([z.string()], z.string()) }),
  z.strictObject({
    kind: z.literal('number'),
    value: z.number(),
    tolerance: z.number().min(0).default(0),
    unit: z.string().nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('json'), value: anyJson }),
  z.strictObject({ kind: z.literal('facts'), must: texts, mustNot: texts }),
  z.strictObject({
    kind: z.literal('tool-calls'),
    calls: z.array(
      z.strictObject({ function: z.string(), parameters: z.record(z.string(), z.array(anyJson)) }),
    ),
    ordered: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('tests'),
    language: z.enum(['python', 'javascript']),
    source: z.string(),
  }),
  z.strictObject({ kind: z.literal('outcome'), state: anyJson, tell: texts }),
  z.strictObject({
    kind: z.literal('behaviour'),
    behaviour: z.enum(['abstain', 'clarify', 'refuse', 'comply']),
  }),
  z.strictObject({ kind: z.literal('changed'), from: z.string() }),
]) satisfies z.ZodType<Expected, unknown>;
