import { z } from 'zod';
import type { Gaps } from '../gaps.ts';
import { isWeak } from '../gaps.ts';
import { spendDocument } from './shapes.ts';

const rate = z.number().describe('0–1, share of right answers');
const placeDocument = {
  name: z.string(),
  origin: z.enum(['real', 'synthetic']),
  axis: z.enum(['skill', 'edge-case', 'label', 'tag']),
  skill: z.string().nullable(),
  edgeCase: z.string().nullable(),
  label: z.string().nullable().describe('The right answer; null: all of them'),
  tag: z.string().nullable(),
};
const half = z.object({ n: z.int(), rate, rest: rate });

/** What `gaps --json` prints. */
export const gapsDocument = z.object({
  schemaVersion: z.literal(1),
  run: z.string(),
  target: z.string(),
  dataset: z.object({ version: z.int().nullable(), digest: z.string() }),
  goal: z.number().nullable().describe('null: each cell is held against the rest of its arm'),
  arms: z.array(z.object({ origin: z.enum(['real', 'synthetic']), n: z.int(), failures: z.int(), rate })),
  unscored: z.int(),
  cells: z.array(
    z.object({
      ...placeDocument,
      n: z.int(),
      clusters: z.int(),
      effective: z.number().describe('Independent cases that it is worth'),
      rate,
      shrunk: z.object({ mean: z.number(), sd: z.number() }),
      goal: z.number(),
      shortfall: z.number().describe('Goal less the shrunk rate, at least 0'),
      pWeak: z
        .number()
        .describe(
          'Probability of a rate below the goal by more than the margin: by its own cases, and unless they tell it apart from the rest of its arm no more than the shrunk rate says',
        ),
      coverage: z
        .number()
        .describe('Of the independent cases without which no gate could pass it, at most 1'),
      weight: z.number(),
      weak: z.boolean().describe('pWeak is 0.95 or more, and it is worth two independent cases or more'),
    }),
  ),
  slices: z
    .array(
      z.object({
        name: z.string(),
        kind: z.enum(['tag', 'word', 'pair', 'cluster']),
        origin: z.enum(['real', 'synthetic']),
        n: z.int(),
        found: half,
        tested: half.extend({ p: z.number().describe('One-sided, adjusted by Holm') }),
        confirmed: z.boolean(),
      }),
    )
    .describe('Slices that nobody has named: found on one half, tested on the other'),
  embedded: z
    .object({ embedder: z.string(), texts: z.int() })
    .nullable()
    .describe(
      'Whose clusters are among the slices, and different texts it was given; null: it was not asked',
    ),
  hypotheses: z.array(
    z.object({
      cell: z.string().describe('The cell or slice that it is about'),
      weakSkill: z.string().describe('In the words of a judge; by rules the cell'),
      evidence: z.array(z.string()).readonly().describe('Ids of cases, never their texts'),
      why: z.string(),
      by: z.string().describe('`rules`, or a judge model'),
      unwritten: z
        .enum(['malformed', 'repeats-case', 'no-common-reason', 'unreachable', 'budget'])
        .nullable()
        .describe('Why the judge that was asked wrote none; null: it did, or none was asked'),
    }),
  ),
  asked: z
    .object({ judge: z.string(), spend: spendDocument })
    .nullable()
    .describe('The judge that was asked for hypotheses; null: none was, or there was nothing to ask'),
});

/** The document for what was found. */
export function toGapsDocument(found: Gaps): z.output<typeof gapsDocument> {
  const { run, goal, arms, unscored, cells, slices, embedded, hypotheses, asked } = found;
  const { version, digest } = run.dataset;
  return {
    schemaVersion: 1,
    run: run.id,
    target: run.target.ref,
    dataset: { version, digest },
    goal,
    arms: [...arms],
    unscored,
    cells: cells.map((cell) => ({ ...cell, weak: isWeak(cell) })),
    slices: slices.map(({ cases, isConfirmed, ...slice }) => ({
      ...slice,
      n: cases.length,
      confirmed: isConfirmed,
    })),
    embedded,
    hypotheses: [...hypotheses],
    asked,
  };
}
