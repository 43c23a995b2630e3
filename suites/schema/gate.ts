import { z } from 'zod';
import type { Budget, GatePolicy, RunPolicy } from '../../core/suite.ts';
import { countSchema, openShareSchema, shareSchema } from './primitives.ts';

const alphaSchema = z.number().gt(0, 'must be greater than 0').max(0.5, 'must be at most 0.5');

const weightsSchema = z
  .record(z.string(), openShareSchema)
  .refine(
    (shares) => Math.abs(Object.values(shares).reduce((sum, share) => sum + share, 0) - 1) < 1e-6,
    'the shares must add up to 1',
  );

/** When a run passes. The margins have no default: how much worse is acceptable is for people to say. */
export const gateSchema = z.strictObject({
  margin: z
    .strictObject({ real: openShareSchema, synthetic: openShareSchema })
    .describe('How much worse is still "no worse", per origin, as a share: 0.03 is three points.'),
  anchorMargin: z
    .strictObject({ real: openShareSchema, synthetic: openShareSchema })
    .exactOptional()
    .describe('The same beside the pinned anchor (`heldout baseline --anchor`). Default: `margin`.'),
  alphaPass: alphaSchema.default(0.05),
  alphaFail: alphaSchema.default(0.01),
  power: openShareSchema.default(0.8).describe('For "how many more cases".'),
  roles: z
    .strictObject({ synthetic: z.enum(['gate', 'advisory']).default('gate') })
    .default({ synthetic: 'gate' }),
  minRealShare: shareSchema.default(0.3).describe('Per skill; below it every report says `synthetic-heavy`.'),
  critical: z
    .record(z.string(), openShareSchema)
    .default({})
    .describe('Slices that must be shown for PASS, each with its margin: `real/#spanish: 0.05`.'),
  maxMissing: shareSchema.default(0.02),
  minHumanPairs: countSchema
    .default(50)
    .describe('Pairs of answers that people must have labelled before their labels correct judges.'),
  weights: weightsSchema
    .nullable()
    .default(null)
    .describe('Shares of the skills in an index that must pass too: `{ refunds: 0.7, returns: 0.3 }`.'),
  seed: z.int().default(0).describe('Of the order of the cases, and of what is drawn at random for reports.'),
  sequential: z
    .enum(['none', 'obf', 'eprocess'])
    .default('none')
    .describe('Stop once the verdict is certain. obf: four looks; eprocess: after every cluster.'),
  inconclusive: z
    .enum(['fail', 'pass', 'neutral'])
    .default('fail')
    .describe('fail: exit 3; pass, neutral: exit 0. The status stays inconclusive.'),
}) satisfies z.ZodType<GatePolicy, unknown>;

export const runSchema = z.strictObject({
  timeoutMs: countSchema.max(3_600_000, 'must be at most an hour').default(60_000),
  concurrency: countSchema.max(1000, 'must be at most 1000').default(8),
  repeats: countSchema.max(1000, 'must be at most 1000').default(1),
}) satisfies z.ZodType<RunPolicy, unknown>;

export const budgetSchema = z.strictObject({
  usd: z.number().gt(0, 'must be greater than 0').nullable().default(null),
  requests: countSchema.nullable().default(null),
}) satisfies z.ZodType<Budget, unknown>;
