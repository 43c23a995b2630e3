import { z } from 'zod';
import type { Rewordings } from '../../core/suite.ts';
import { textSchema } from './primitives.ts';

/** Prompts in the suite's own words. */
export const promptsSchema = z
  .record(
    z.string(),
    z
      .strictObject({ system: textSchema.exactOptional(), user: textSchema.exactOptional() })
      .refine(
        ({ system, user }) => system !== undefined || user !== undefined,
        'give `system`, `user` or both',
      ),
  )
  .describe(
    'Your own wording of prompts, by their names (`heldout generate --show-prompts`), with their `{{holes}}`.',
  ) satisfies z.ZodType<Rewordings, unknown>;
