import { z } from 'zod';
import type { ModelSettings, ModelUse, Roles } from '../../core/suite.ts';
import { textSchema } from './primitives.ts';

const lineageSchema = z
  .strictObject({
    vendor: textSchema.optional().describe('Who made the model; `none` for your own.'),
    family: textSchema.optional().describe('The family, such as llama, gpt, or one of your own naming.'),
    base: textSchema.optional().describe('The model it was tuned from.'),
    teacher: textSchema.optional().describe('The model whose output it was tuned on.'),
  })
  // Keys that were not written are left out, which optional keys with `undefined` would not be.
  .transform((lineage) => JSON.parse(JSON.stringify(lineage)) as NonNullable<ModelUse['lineage']>);

const settingsSchema = z
  .strictObject({
    temperature: z
      .number()
      .min(0)
      .max(2)
      .optional()
      .describe('How freely tokens are drawn; 0: the likeliest.'),
    maxTokens: z.int().min(1).optional().describe('Bound on a reply, in tokens.'),
    seed: z.int().min(0).optional().describe('For providers that take one.'),
  })
  .transform((settings) => JSON.parse(JSON.stringify(settings)) as ModelSettings);

const limitSchema = z
  .strictObject({
    requestsPerMinute: z.number().positive().optional(),
    tokensPerMinute: z.number().positive().optional().describe('Of prompts and replies.'),
  })
  .transform((limit) => JSON.parse(JSON.stringify(limit)) as NonNullable<ModelUse['limit']>);

/** A model as it is named anywhere: a ref, or a ref with its lineage and how it is asked. */
export const modelUseSchema = z.union([
  textSchema.transform((use): ModelUse => ({ use, lineage: null })),
  z
    .strictObject({
      use: textSchema,
      lineage: lineageSchema.nullable().default(null),
      with: settingsSchema.optional().describe('How a language model is asked.'),
      price: z
        .strictObject({ inputUsd: z.number().min(0), outputUsd: z.number().min(0) })
        .optional()
        .describe('USD for a million tokens, where heldout does not know the price or you pay another.'),
      limit: limitSchema.optional().describe('What the provider allows, where you know it.'),
    })
    .transform(
      ({ use, lineage, with: settings, price, limit }): ModelUse => ({
        use,
        lineage,
        ...(settings === undefined ? {} : { with: settings }),
        ...(price === undefined ? {} : { price }),
        ...(limit === undefined ? {} : { limit }),
      }),
    ),
]) satisfies z.ZodType<ModelUse, unknown>;

const someModelsSchema = z.union([modelUseSchema.transform((use) => [use]), z.array(modelUseSchema)]);

/** Who generates, judges and is judged. */
export const rolesSchema = z.strictObject({
  generator: someModelsSchema.default([]).describe('Writes cases: one model, or a list to rotate.'),
  judges: z
    .array(modelUseSchema)
    .max(5)
    .default([])
    .describe(
      'Rule on candidates, up to five: unrelated to generator, target and each other. Of three or five the last breaks ties.',
    ),
  target: modelUseSchema
    .nullable()
    .default(null)
    .describe('The model under test; `--target` overrides the ref.'),
  baseline: modelUseSchema
    .nullable()
    .default(null)
    .describe('Run where no accepted baseline fits the dataset.'),
  embedder: textSchema
    .exactOptional()
    .describe(
      'Finds generated cases that mean the same in other words: `ollama:NAME`, `openai:NAME`, …, or `lexical`.',
    ),
  allowSharedFamily: textSchema
    .nullable()
    .default(null)
    .describe('The reason why a related judge is let through; printed first in every report.'),
}) satisfies z.ZodType<Roles, unknown>;
