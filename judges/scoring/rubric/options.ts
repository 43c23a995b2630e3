import { z } from 'zod';

/** A criterion’s votes stand under its id. */
const key = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,59}$/, 'use letters, digits, dashes and underscores, a letter first');
const name = z.string().regex(/^[\w-]{1,60}$/, 'use at most 60 letters, digits, dashes and underscores');
const text = z.string().min(1, 'must not be empty');
const share = z.number().min(0).max(1);

const level = z.strictObject({
  id: name,
  value: share.describe('What it counts, 0 to 1.'),
  description: text.describe('When an output is on this level: something that can be seen in it.'),
});

/** One level of a criterion that a judge can vote for. */
export type Level = z.output<typeof level>;

/** The levels of a criterion that declares none. */
const metOrNot: readonly Level[] = [
  { id: 'met', value: 1, description: 'The output is wholly so.' },
  { id: 'not-met', value: 0, description: 'The output is not so, or only in part.' },
];

const criterion = z.strictObject({
  id: key,
  description: text.describe('What is looked at.'),
  weight: z.number().gt(0).default(1),
  levels: z
    .array(level)
    .min(2, 'needs two levels at least')
    .default([...metOrNot]),
});

/** One thing that a rubric looks at. */
export type Criterion = z.output<typeof criterion>;

/** What `with:` of a rubric may hold. */
export const rubricOptions = z
  .strictObject({
    criteria: z.array(criterion).default([]),
    must: z.array(text).default([]).describe('Facts that every output must state, beside those of the case.'),
    mustNot: z.array(text).default([]).describe('What no output may state, beside that of the case.'),
    mustWeight: z
      .number()
      .gt(0)
      .default(1)
      .describe('The share of the facts that are stated counts as one criterion of this weight.'),
    cap: share.default(0).describe('The most that an output can score that states what it must not.'),
    reference: z.boolean().default(true).describe('The judge is shown the expected value.'),
  })
  .superRefine(({ criteria }, context) => {
    const twice = (items: readonly { readonly id: string }[], at: readonly (string | number)[]) =>
      items.forEach(({ id }, index) => {
        if (items.findIndex((other) => other.id === id) === index) return;
        context.addIssue({ code: 'custom', path: [...at, index, 'id'], message: `\`${id}\` is named twice` });
      });
    twice(criteria, ['criteria']);
    criteria.forEach(({ levels }, index) => {
      twice(levels, ['criteria', index, 'levels']);
      if (new Set(levels.map(({ value }) => value)).size === 1) {
        const message = 'all levels count the same: the criterion can tell no output from another';
        context.addIssue({ code: 'custom', path: ['criteria', index, 'levels'], message });
      }
    });
  });

export type RubricOptions = z.output<typeof rubricOptions>;
