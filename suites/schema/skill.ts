import { z } from 'zod';
import { didYouMean } from '../../core/nearest.ts';
import type { EdgeCase, PartRef, Skill } from '../../core/suite.ts';
import { findTag, packs } from '../packs.ts';
import { attributesSchema } from './attributes.ts';
import { idSchema, jsonObjectSchema, quotaSchema, textSchema } from './primitives.ts';

/** A generator, judge or scorer by name, with its options. */
export const partRefSchema = z.strictObject({
  use: textSchema,
  with: jsonObjectSchema.default({}),
}) satisfies z.ZodType<PartRef, unknown>;

const optionalSchema = z.boolean().default(false).describe('true: the cell may stay empty.');

const ownAttributesSchema = attributesSchema
  .optional()
  .describe('In place of those of the suite; `{}`: none.');

const ownEdgeCaseSchema = z
  .strictObject({
    id: idSchema,
    description: textSchema,
    expect: z
      .enum(['exact', 'invariant', 'directional', 'abstain', 'clarify', 'refuse', 'format'])
      .describe('What a right answer is, relative to the parent or on its own.'),
    quota: quotaSchema.optional().describe('How many accepted cases are wanted.'),
    generators: z.array(partRefSchema).default([]),
    judges: z.array(partRefSchema).default([]).describe('Added to the default panel.'),
    optional: optionalSchema,
    attributes: ownAttributesSchema,
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
  .transform(
    ({ attributes, ...edgeCase }): EdgeCase => ({
      ...edgeCase,
      quota: edgeCase.quota ?? 0,
      ...(attributes === undefined ? {} : { attributes }),
    }),
  );

const packEdgeCaseSchema = z
  .strictObject({
    use: textSchema.describe('A ready edge case, `PACK/TAG`: `heldout packs` lists them.'),
    id: idSchema.optional().describe('Default: the name of the tag, with a dash for the slash.'),
    description: textSchema.optional(),
    quota: quotaSchema.describe('How many accepted cases are wanted.'),
    generators: z.array(partRefSchema).min(1).optional().describe('Default: those of the pack.'),
    judges: z.array(partRefSchema).default([]),
    optional: optionalSchema,
    attributes: ownAttributesSchema,
  })
  .transform((written, context): EdgeCase => {
    const tag = findTag(written.use);
    const problem = (key: string, message: string, code: string, hint: string) => {
      context.addIssue({ code: 'custom', path: [key], message, params: { code, hint } });
      return z.NEVER;
    };
    if (tag === null) {
      const known = packs().flatMap(({ tags }) => tags.map(({ name }) => name));
      const message = `there is no ready edge case named \`${written.use}\``;
      return problem(
        'use',
        message,
        'UNKNOWN_PACK',
        `${didYouMean(written.use, known)}; \`heldout packs\` lists all`,
      );
    }
    const generators = written.generators ?? tag.generators;
    if (generators.length === 0) {
      const message = `\`${tag.name}\` has no generator of its own yet: a quota needs \`generators:\` that can fill it`;
      return problem('quota', message, 'SUITE_MISSING_KEY', 'write `generators:` beside it');
    }
    const {
      id = tag.name.replace('/', '-'),
      description = tag.description,
      quota,
      judges,
      optional,
      attributes,
    } = written;
    const varied = attributes === undefined ? {} : { attributes };
    return { id, description, expect: tag.expect, quota, generators, judges, optional, ...varied };
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
