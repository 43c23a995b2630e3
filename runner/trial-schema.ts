import { z } from 'zod';
import type { ScorerReading, TargetOutput, Trial, Vote } from '../core/run.ts';

const usageSchema = z.strictObject({ inputTokens: z.number(), outputTokens: z.number() });

/** An output as it is stored. */
export const outputSchema: z.ZodType<TargetOutput> = z
  .strictObject({
    text: z.string(),
    toolCalls: z.array(z.strictObject({ name: z.string(), arguments: z.json() })).optional(),
    usage: usageSchema.optional(),
  })
  // Optional keys come back as `undefined`, which the type does not allow; a round through JSON leaves them out.
  .transform((output) => JSON.parse(JSON.stringify(output)) as TargetOutput);

const voteSchema: z.ZodType<Vote> = z.strictObject({
  judge: z.string(),
  answeredBy: z.string().exactOptional(),
  family: z.string(),
  value: z.number().min(0).max(1),
  reason: z.string(),
});

/** What a scorer read, as it is stored. */
export const readingSchema: z.ZodType<ScorerReading> = z.discriminatedUnion('status', [
  z.strictObject({
    scorer: z.string(),
    status: z.literal('scored'),
    value: z.number().min(0).max(1),
    reason: z.string(),
    answer: z.string().nullable(),
    votes: z.array(voteSchema).exactOptional(),
  }),
  z.strictObject({ scorer: z.string(), status: z.literal('unscored'), reason: z.string() }),
]);

const trialKeys = { caseId: z.string(), attempt: z.int().min(0), durationMs: z.number() };

/** A line of journal.jsonl. */
export const trialSchema: z.ZodType<Trial> = z.discriminatedUnion('status', [
  z.strictObject({
    ...trialKeys,
    status: z.literal('completed'),
    output: outputSchema,
    scores: z.array(readingSchema),
  }),
  z.strictObject({
    ...trialKeys,
    status: z.literal('errored'),
    kind: z.enum(['target', 'infra', 'timeout', 'budget']),
    message: z.string(),
  }),
]);
