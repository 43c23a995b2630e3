import { z } from 'zod';
import { scalar } from '../known-variables.ts';
import { defineSampler } from './sampler.ts';

const options = z
  .strictObject({
    min: z.int(),
    max: z.int(),
    step: z.int().min(1, 'must be at least 1').default(1),
  })
  .superRefine(({ min, max }, context) => {
    if (max < min)
      context.addIssue({ code: 'custom', path: ['max'], message: '`max` must not be below `min`' });
  });

/** Whole numbers from `min` in steps up to `max`, all equally likely. */
export const integer = defineSampler({
  name: 'integer',
  description: 'A whole number: `min`, `max`, `step`.',
  options,
  shape: () => scalar,
  open:
    ({ min, max, step }) =>
    (random) =>
      min + step * random.integer(0, Math.floor((max - min) / step)),
});
