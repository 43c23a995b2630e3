import { z } from 'zod';

/** Shapes that several documents hold. */
export const spendDocument = z.object({
  usd: z.number().nullable().describe('null where a price is unknown'),
  requests: z.int(),
  tokens: z.int(),
});

export const callsDocument = z.object({
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  usd: z.number().nullable().describe('null where a price is unknown'),
});

/** At least so much is asked for: refusals and repairs come on top. */
export const estimateDocument = z
  .object({ generators: callsDocument, judges: callsDocument, unknown: z.array(z.string()).readonly() })
  .nullable();

export const exceptionDocument = z.object({ reason: z.string(), judge: z.string(), other: z.string() });

export const cellDocument = z.object({
  skill: z.string(),
  edgeCase: z.string(),
  target: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  undecided: z.int(),
  reasons: z
    .record(z.string(), z.int())
    .describe(
      'Reject code → count; `exhausted` where no candidates were left, `limit` where the caller stopped',
    ),
  variants: z
    .array(z.object({ attributes: z.record(z.string(), z.string()), target: z.int(), accepted: z.int() }))
    .readonly()
    .describe('The parts that attributes divide the cell into; empty without attributes'),
  pairs: z
    .object({ planned: z.int(), all: z.int() })
    .nullable()
    .describe('Pairs of values of two attributes, in the plan and in all'),
});

export const lotDocument = z.object({
  name: z.string(),
  use: z.string(),
  skill: z.string(),
  edgeCase: z.string().nullable(),
  target: z.int().nullable().describe('null: all that its seeds give'),
  accepted: z.int(),
  rejected: z.int(),
  undecided: z.int(),
  reasons: z.record(z.string(), z.int()).describe('Reject code or other reason → count'),
});

/** An arm or a critical slice, before its sizes. */
export const sizedSetDocument = z.object({
  name: z.string(),
  origin: z.enum(['real', 'synthetic']),
  n: z.int().min(0),
  clusters: z.int().min(0),
  margin: z.number(),
  floor: z.int().min(0).describe('Without a net gain, fewer independent cases can never pass'),
});

export const sizeDocument = z.object({
  discordance: z.number().describe('Share of cases that only one of the models gets right'),
  designEffect: z.number().min(1).describe('Variance inflation by clusters'),
  cases: z.int().min(0).describe('Cases for a PASS of equal models with the power of the suite'),
  missing: z.int().min(0).describe('How many more than there are'),
  margin: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Smallest margin that today’s cases can show; null where they can show none'),
});
