import { z } from 'zod';
import type { Mutated } from '../mutating/mutated.ts';
import { callsDocument, spendDocument } from './shapes.ts';

const rateFields = {
  caught: z.int(),
  counted: z.int().describe('Mutants that changed an output and that the gate decided on'),
  score: z.number().nullable().describe('caught / counted; null where none counts'),
  interval: z.tuple([z.number(), z.number()]).readonly().nullable().describe('At 95 %'),
};
const scoreFields = {
  ...rateFields,
  equivalent: z.int().describe('No output changed: not counted'),
  undecided: z.int().describe('Not run, or the gate could not decide: not counted'),
};
const placeFields = {
  name: z.string().describe('As the gate names it; of a whole arm its origin'),
  origin: z.enum(['real', 'synthetic']),
  skill: z.string().nullable(),
  edgeCase: z.string().nullable(),
  tag: z.string().nullable(),
  n: z.int(),
  more: z.int().describe('More cases with which such a loss would fail'),
};
const fault = { fault: z.string(), at: z.enum(['input', 'output']) };

/** What `mutate --json` prints, and what is kept for `fill --by mutants`. */
export const mutateDocument = z.object({
  schemaVersion: z.literal(1),
  dryRun: z.boolean(),
  run: z.string().nullable().describe('The run that mutants are made of; null where a dry run found none'),
  target: z.string(),
  dataset: z.object({ version: z.int().nullable(), digest: z.string() }),
  seed: z.int(),
  cases: z.int(),
  hopeless: z.int().describe('Cases that the target gets wholly wrong without a fault'),
  control: z
    .enum(['pass', 'fail', 'inconclusive'])
    .nullable()
    .describe('The gate on the target beside itself; null in a dry run'),
  planned: z.int(),
  ...scoreFields,
  beyondMargin: z
    .object(rateFields)
    .describe('Of the mutants that cost more than the margin in a place that the gate tests'),
  faults: z.array(
    z.object({
      ...fault,
      ...scoreFields,
      strengths: z.array(z.object({ strength: z.number(), caught: z.int(), counted: z.int() })).readonly(),
    }),
  ),
  mutants: z.array(
    z.object({
      name: z.string(),
      ...fault,
      strength: z.number(),
      slice: z.string().nullable().describe('null: everywhere'),
      status: z.enum(['caught', 'inconclusive', 'passed', 'equivalent', 'undecided']),
      struck: z.int().describe('Trials'),
      changed: z.int().describe('Cases whose output changed'),
      worse: z.int().describe('Cases whose score fell'),
      better: z.int().describe('Cases whose score rose'),
      because: z
        .enum(['unseen', 'margin', 'cases'])
        .nullable()
        .describe('Why it got through: no score changed, no more than the margin, too few cases'),
      lacking: z.array(z.object(placeFields)).readonly(),
      reason: z.string(),
    }),
  ),
  cells: z
    .array(
      z.object({
        ...placeFields,
        survivors: z.int().describe('Mutants that got through there for want of cases'),
        planted: z.int().describe('Mutants on it alone that count'),
        caught: z.int(),
      }),
    )
    .describe('What lacks cases, most survivors first; of a cell `more` would catch half of its survivors'),
  calls: z.object({
    first: z.int().describe('Calls of the target without a fault, where it had not been run'),
    target: callsDocument.describe('With damaged inputs, as reckoned before the first call'),
    judges: callsDocument,
    leftOut: z.int().describe('Mutants that the bound on calls leaves out'),
  }),
  spend: spendDocument,
});

/** The document for a mutation score. */
export function toMutateDocument(made: Mutated): z.output<typeof mutateDocument> {
  const { run, target, dataset, seed, cases, hopeless, control, planned, isDryRun, calls, spend } = made;
  const { version, digest } = dataset;
  return {
    schemaVersion: 1,
    dryRun: isDryRun,
    run,
    target: target.ref,
    dataset: { version, digest },
    seed,
    cases,
    hopeless,
    control,
    planned,
    ...made.score,
    beyondMargin: made.beyondMargin,
    faults: [...made.faults],
    mutants: made.outcomes.map(({ mutant, ...outcome }) => ({
      name: mutant.name,
      fault: mutant.fault.name,
      at: mutant.fault.at,
      strength: mutant.strength,
      slice: mutant.slice,
      ...outcome,
    })),
    cells: [...made.cells],
    calls,
    spend,
  };
}
