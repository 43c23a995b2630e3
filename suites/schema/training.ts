import { z } from 'zod';
import type { TrainingUse } from '../../core/suite.ts';
import { idSchema, quotaSchema } from './primitives.ts';
import { partRefSchema } from './skill.ts';

/** What makes training material: generators, and parts that make nothing else. */
export const trainingSchema = z
  .array(
    z.strictObject({
      ...partRefSchema.shape,
      skill: idSchema.nullable().default(null).describe('Left out: every skill.'),
      edgeCase: idSchema
        .nullable()
        .default(null)
        .describe('An edge case of that skill for a generator to aim at; left out: ordinary inputs.'),
      quota: quotaSchema
        .nullable()
        .default(null)
        .describe('How many items are wanted for each skill; left out: all that its seeds give.'),
      judged: z
        .boolean()
        .default(true)
        .describe('false: the models under `models.judges` do not rule on what this generator offers.'),
    }),
  )
  .describe(
    'What `heldout generate --split train` makes of seeds, rows and documents with `split: train`.',
  ) satisfies z.ZodType<readonly TrainingUse[], unknown>;
