import { z } from 'zod';
import { type Label, reviewReasons, type Selection } from '../../core/label.ts';
import { expectedSchema } from './expected-schema.ts';

const chosen = z.strictObject({ plan: z.enum(['undecided', 'disputed', 'named']), pi: z.null() });
const drawn = z.strictObject({
  plan: z.enum(['acceptance', 'random', 'active']),
  pi: z.number().gt(0).max(1),
  drawn: z.int().min(1),
  population: z.string(),
});
const selectionSchema: z.ZodType<Selection> = z.discriminatedUnion('plan', [chosen, drawn]);

const labelKeys = {
  schemaVersion: z.literal(1),
  caseId: z.string().min(1),
  by: z.string().min(1),
  at: z.iso.datetime(),
  blind: z.boolean(),
  selection: selectionSchema,
  note: z.string(),
};
const caseKeys = { ...labelKeys, about: z.literal('case'), answer: z.string().nullable() };

/** A line of labels.jsonl. */
export const labelRecordSchema: z.ZodType<Label> = z
  .discriminatedUnion('about', [
    z.discriminatedUnion('decision', [
      z.strictObject({ ...caseKeys, decision: z.literal('accept') }),
      z.strictObject({ ...caseKeys, decision: z.literal('reject'), reason: z.enum(reviewReasons) }),
      z.strictObject({ ...caseKeys, decision: z.literal('relabel'), expected: expectedSchema.nullable() }),
    ]),
    z.strictObject({
      ...labelKeys,
      about: z.literal('output'),
      run: z.string().min(1),
      output: z.string().min(1),
      score: z.number().min(0).max(1),
    }),
  ])
  .transform(({ schemaVersion: _, ...label }) => label);
