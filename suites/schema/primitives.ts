import { z } from 'zod';
import type { Json } from '../../core/json.ts';

/** An id of a skill, an edge case or a suite: it becomes a folder name and a part of slice names. */
export const idSchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'use letters, digits, dots, dashes and underscores only')
  .refine((id) => id !== 'real' && id !== 'synthetic', '`real` and `synthetic` are the names of the arms');

/** A non-empty text. */
export const textSchema = z.string().min(1, 'must not be empty');

/** A share strictly between 0 and 1. */
export const openShareSchema = z
  .number()
  .gt(0, 'must be greater than 0')
  .lt(1, 'must be less than 1 (0.03 means three points)');

/** A share from 0 to 1, both included. */
export const shareSchema = z.number().min(0, 'must be 0 or more').max(1, 'must be at most 1');

/** A whole number from 1. */
export const countSchema = z.int('must be a whole number').min(1, 'must be 1 or more');

const maxQuota = 100_000;
/** How many of something are wanted. */
export const quotaSchema = countSchema.max(maxQuota, `must be at most ${maxQuota}`);

/** Any JSON object. */
export const jsonObjectSchema: z.ZodType<{ readonly [key: string]: Json }> = z.record(z.string(), z.json());

/** A list without repeats. */
export function distinct<Item>(items: readonly Item[], context: z.RefinementCtx): void {
  items.forEach((item, index) => {
    if (items.indexOf(item) < index) {
      context.addIssue({ code: 'custom', path: [index], message: `\`${item}\` is named twice` });
    }
  });
}
