import { z } from 'zod';
import type { Suite } from '../core/suite.ts';
import { attributesSchema } from './schema/attributes.ts';
import { dataSchema } from './schema/data.ts';
import { budgetSchema, gateSchema, runSchema } from './schema/gate.ts';
import { rolesSchema } from './schema/model-use.ts';
import { distinct, idSchema, textSchema } from './schema/primitives.ts';
import { promptsSchema } from './schema/prompts.ts';
import { partRefSchema, skillSchema } from './schema/skill.ts';
import { taskSchema } from './schema/task.ts';
import { trainingSchema } from './schema/training.ts';

/** The suite file, key by key. Unknown keys are refused everywhere. */
export const suiteSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    id: idSchema.describe('Names the folder beside this file that holds generated cases and versions.'),
    title: textSchema,
    task: taskSchema,
    data: dataSchema,
    models: rolesSchema.default(() => rolesSchema.parse({})),
    skills: z.tuple([skillSchema], skillSchema),
    score: z.tuple([partRefSchema], partRefSchema).describe('A case counts with its lowest score.'),
    slices: z
      .array(z.string().regex(/^[^\s/#]+$/, 'a tag has no white space, `/` or `#`'))
      .superRefine(distinct)
      .default([])
      .describe('Tags that are slices too, beside every skill and edge case.'),
    gate: gateSchema,
    run: runSchema.default(() => runSchema.parse({})),
    budget: budgetSchema.default(() => budgetSchema.parse({})),
    attributes: attributesSchema.exactOptional(),
    training: trainingSchema.exactOptional(),
    prompts: promptsSchema.exactOptional(),
    plugins: z
      .array(textSchema)
      .default([])
      .describe('Modules with generators, judges or scorers of your own.'),
  })
  .superRefine((suite, context) => {
    suite.skills.forEach((skill, index) => {
      if (suite.skills.findIndex((other) => other.id === skill.id) < index) {
        context.addIssue({
          code: 'custom',
          path: ['skills', index, 'id'],
          message: `there are two skills \`${skill.id}\``,
        });
      }
    });
  }) satisfies z.ZodType<Suite, unknown>;
