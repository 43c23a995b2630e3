import { z } from 'zod';
import type { EdgeCase, PartRef, Skill } from '../../core/suite.ts';
import { countSchema, idSchema, jsonObjectSchema, textSchema } from './primitives.ts';

/** A generator, judge or scorer by name, with its options. */
export const partRefSchema = z.strictObject({
  use: textSchema,
  with: jsonObjectSchema.default({}),
}) satisfies z.ZodType<PartRef, unknown>;

const maxQuota = 100_000;
const quotaSchema = countSchema
  .max(maxQuota, `must be at most ${maxQuota}`)
  .describe('How many accepted cases are wanted.');
const optionalSchema = z.boolean().default(false).describe('true: the cell may stay empty.');

const ownEdgeCaseSchema = z
  .strictObject({
    id: idSchema,
    description: textSchema,
    expect: z
      .enum(['exact', 'invariant', 'directional', 'abstain', 'clarify', 'refuse', 'format'])
      .describe('What a right answer is, relative to the parent or on its own.'),
    quota: quotaSchema.optional(),
    generators: z.array(partRefSchema).default([]),
    judges: z.array(partRefSchema).default([]).describe('Added to the default panel.'),
    optional: optionalSchema,
  })
  .superRefine((edgeCase, context) => {
    if (edgeCase.quota !== undefined && edgeCase.generators.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['quota'],
        message: 'a quota needs `generators:` that can fill it',
      });
    }
    if (edgeCase.quota === undefined && edgeCase.generators.length > 0) {
      context.addIssue({ code: 'custom', path: ['generators'], message: 'generators need a `quota:`' });
    }
  })
  .transform((edgeCase): EdgeCase => ({ ...edgeCase, quota: edgeCase.quota ?? 0 }));

const packEdgeCaseSchema = z
  .strictObject({ use: textSchema, quota: quotaSchema, optional: optionalSchema })
  .transform((edgeCase, context): EdgeCase => {
    context.addIssue({
      code: 'custom',
      path: ['use'],
      message: `there is no edge-case pack named \`${edgeCase.use}\``,
      params: {
        code: 'UNKNOWN_PACK',
        hint: 'this version ships no packs: write the edge case out with id, description, expect, quota and generators',
      },
    });
    return z.NEVER;
  });

/** One thing the target must be good at, and the edge cases of it. */
export const skillSchema = z
  .strictObject({
    id: idSchema,
    description: textSchema,
    weight: z.number().gt(0, 'must be greater than 0').default(1),
    score: z.array(partRefSchema).min(1, 'name at least one scorer').nullable().default(null),
    edgeCases: z.array(z.union([ownEdgeCaseSchema, packEdgeCaseSchema])).default([]),
  })
  .superRefine((skill, context) => {
    skill.edgeCases.forEach((edgeCase, index) => {
      if (skill.edgeCases.findIndex((other) => other.id === edgeCase.id) < index) {
        context.addIssue({
          code: 'custom',
          path: ['edgeCases', index, 'id'],
          message: `the skill has two edge cases \`${edgeCase.id}\``,
        });
      }
    });
  }) satisfies z.ZodType<Skill, unknown>;
