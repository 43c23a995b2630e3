import { z } from 'zod';
import type { Task } from '../../core/suite.ts';
import { distinct, jsonObjectSchema, textSchema } from './primitives.ts';

const instructions = textSchema.describe(
  'What the target is told, as its first system message; judges see it too.',
);

/** What the target is asked to do. Each kind has its own keys; a key of another kind is refused. */
export const taskSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('classification'),
    instructions,
    labels: z
      .tuple([textSchema], textSchema)
      .superRefine(distinct)
      .describe('Every label that is a possible answer.'),
  }),
  z.strictObject({
    kind: z.literal('extraction'),
    instructions,
    outputSchema: jsonObjectSchema.nullable().default(null).describe('JSON Schema of the answer.'),
  }),
  z.strictObject({
    kind: z.literal('tool-call'),
    instructions,
    tools: z.array(jsonObjectSchema).min(1).describe('JSON Schema of each tool.'),
  }),
  z.strictObject({ kind: z.literal('code'), instructions, language: z.enum(['python', 'javascript']) }),
  z.strictObject({ kind: z.enum(['qa', 'summarisation', 'chat', 'free-form']), instructions }),
]) satisfies z.ZodType<Task, unknown>;
