import { z } from 'zod';
import { textWith } from '../known-variables.ts';
import { TemplateValue } from '../template-value.ts';
import { defineSampler } from './sampler.ts';
import { checkRange, scaled, unscaled } from './scaled-range.ts';

const options = z
  .strictObject({ min: z.number(), max: z.number(), digits: z.int().min(0).max(12) })
  .superRefine(checkRange);

/** Decimal numbers with so many digits after the point, all equally likely and always printed with all digits. */
export const decimal = defineSampler({
  name: 'decimal',
  description: 'A decimal number: `min`, `max`, `digits` after the point.',
  options,
  shape: () => textWith(),
  open:
    ({ min, max, digits }) =>
    (random) => {
      const value = unscaled(random.integer(scaled(min, digits), scaled(max, digits)), digits);
      return new TemplateValue(value, value.toFixed(digits));
    },
});
