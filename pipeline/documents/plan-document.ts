import { z } from 'zod';
import type { SuitePlan } from '../plan.ts';
import { sizeDocument, sizedSetDocument } from './shapes.ts';

const usd = z.number().nullable();

const pricedDocument = sizeDocument.extend({
  usd: usd.describe('To make the missing cases, where they can be made, and to test them once; at least'),
});

/** What `plan --json` prints. */
export const planDocument = z.object({
  schemaVersion: z.literal(1),
  suite: z.object({ id: z.string(), digest: z.string() }),
  alphaPass: z.number(),
  power: z.number().describe('Chance of a PASS if the models are equal'),
  basis: z.discriminatedUnion('status', [
    z.object({ status: z.literal('measured'), run: z.string(), baseline: z.string() }),
    z.object({ status: z.literal('assumed'), why: z.string() }),
  ]),
  sets: z
    .array(
      sizedSetDocument.extend({
        plans: z.array(pricedDocument).describe('By assumed shares of cases that differ'),
        measured: pricedDocument.nullable().describe('By what the two runs of `basis` showed'),
      }),
    )
    .describe('Per arm and critical slice'),
  perCase: z.object({
    make: usd.describe('To make one more generated case; null where that is not known'),
    test: usd.describe('To run and score one more case'),
  }),
  repeats: z
    .array(
      z.object({
        origin: z.enum(['real', 'synthetic']),
        n: z.int(),
        attempts: z.object({ candidate: z.int(), baseline: z.int() }).describe('A case'),
        noise: z.number().min(0).max(1).describe('Share of the variance that attempts make, not cases'),
        twice: z.int().describe('New cases that twice the attempts are worth'),
        most: z.int().nullable().describe('New cases that any number of attempts is worth; null: no bound'),
      }),
    )
    .describe('Empty where a model has one attempt a case'),
  notes: z.array(z.string()),
});

/** The document for a plan. */
export function toPlanDocument({ sets, notes, repeats, ...plan }: SuitePlan): z.output<typeof planDocument> {
  return {
    schemaVersion: 1,
    ...plan,
    sets: sets.map((set) => ({ ...set, plans: [...set.plans] })),
    repeats: [...repeats],
    notes: [...notes],
  };
}
