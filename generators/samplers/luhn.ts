import { z } from 'zod';
import { luhnDigit } from '../../core/luhn.ts';
import { textWith } from '../known-variables.ts';
import { TemplateValue } from '../template-value.ts';
import { defineSampler } from './sampler.ts';

const options = z
  .strictObject({
    digits: z.int().min(2, 'must be at least 2').max(40),
    prefix: z.string().regex(/^\d*$/, 'digits only').default(''),
    valid: z.boolean().default(true),
  })
  .superRefine(({ digits, prefix }, context) => {
    if (prefix.length < digits) return;
    const message = `must be shorter than the ${digits} digits of the number`;
    context.addIssue({ code: 'custom', path: ['prefix'], message });
  });

/**
 * Numbers whose last digit is a Luhn check digit (ISO/IEC 7812-1, annex B), such as card numbers; with `valid: false`
 * that digit is another one, so the check always fails. Digits after the prefix are random, the first is not 0.
 */
export const luhn = defineSampler({
  name: 'luhn',
  description: 'A number with a Luhn check digit: `digits`, `prefix`, `valid`. Fields: valid.',
  options,
  shape: () => textWith('valid'),
  open:
    ({ digits, prefix, valid }) =>
    (random) => {
      let body = prefix;
      while (body.length < digits - 1) body += random.integer(body === '' ? 1 : 0, 9);
      const check = (luhnDigit(body) + (valid ? 0 : random.integer(1, 9))) % 10;
      const number = `${body}${check}`;
      return new TemplateValue(number, number, { valid });
    },
});
