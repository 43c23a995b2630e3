import { z } from 'zod';
import { type DeclaredAttributes, wordsIn } from '../../core/attributes.ts';
import { textSchema } from './primitives.ts';

const mostPersonas = 1000;

const valuesSchema = z.tuple([textSchema], textSchema).superRefine((values, context) => {
  const folded = values.map((value) => value.trim().toLowerCase());
  folded.forEach((value, index) => {
    if (folded.indexOf(value) < index)
      context.addIssue({ code: 'custom', path: [index], message: `\`${values[index]}\` is named twice` });
  });
});
const sampleSchema = z.strictObject({
  sample: z.int().min(2).max(mostPersonas).describe('How many personas are made up, by rules.'),
});

/** What cases are varied by. Every pair of values of two attributes is planned where the quota has room. */
export const attributesSchema = z
  .record(
    z.string().regex(/^[a-z][\w-]*$/i, 'use letters, digits and dashes only'),
    z.union([valuesSchema, sampleSchema]),
  )
  .superRefine((attributes, context) => {
    for (const [name, declared] of Object.entries(attributes)) {
      const refuse = (message: string, ...at: readonly (string | number)[]) =>
        context.addIssue({ code: 'custom', path: [name, ...at], message });
      if (!('length' in declared)) {
        if (name !== 'persona') refuse('only `persona` can be sampled: give a list of values');
        continue;
      }
      declared.forEach((value, index) => {
        if (name === 'length' && !isBand(value))
          refuse(`\`${value}\` is no number of words: write it as \`5-15\``, index);
        if (name === 'language' && !/^[a-z]{2}$/.test(value))
          refuse(`\`${value}\` is no language code: write it as \`en\` (ISO 639-1)`, index);
      });
    }
  })
  .describe('What models that write vary cases by, such as `style: [formal, terse]`.') satisfies z.ZodType<
  DeclaredAttributes,
  unknown
>;

function isBand(value: string): boolean {
  const band = wordsIn(value);
  return band !== null && band.min >= 1 && band.min <= band.max;
}
