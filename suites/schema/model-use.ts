import { z } from 'zod';
import type { ModelUse, Roles } from '../../core/suite.ts';
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

/** A model as it is named anywhere: a ref, or a ref with its lineage. */
export const modelUseSchema = z.union([
  textSchema.transform((use): ModelUse => ({ use, lineage: null })),
  z.strictObject({ use: textSchema, lineage: lineageSchema.nullable().default(null) }),
]) satisfies z.ZodType<ModelUse, unknown>;

const someModelsSchema = z.union([modelUseSchema.transform((use) => [use]), z.array(modelUseSchema)]);

/** Who generates, judges and is judged. */
export const rolesSchema = z.strictObject({
  generator: someModelsSchema.default([]).describe('Writes cases: one model, or a list to rotate.'),
  judges: z
    .array(modelUseSchema)
    .default([])
    .describe('Answer blind; must be unrelated to generator and target.'),
  target: modelUseSchema
    .nullable()
    .default(null)
    .describe('The model under test; `--target` overrides the ref.'),
  baseline: modelUseSchema
    .nullable()
    .default(null)
    .describe('Run where no accepted baseline fits the dataset.'),
  allowSharedFamily: textSchema
    .nullable()
    .default(null)
    .describe('The reason why a related judge is let through; printed first in every report.'),
}) satisfies z.ZodType<Roles, unknown>;
