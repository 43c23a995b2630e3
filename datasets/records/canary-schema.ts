import { z } from 'zod';
import { type CanaryResult, canaryOperators } from '../../core/canary.ts';
import { rejectCodes } from '../../core/case.ts';
import { lineageSchema } from './case-schema.ts';

/** A line of canaries.jsonl. */
export const canaryRecordSchema: z.ZodType<CanaryResult> = z
  .strictObject({
    schemaVersion: z.literal(1),
    id: z.string(),
    canary: z.string(),
    operator: z.enum(canaryOperators),
    measure: z.enum(['answer', 'assessment', 'rule']),
    madeOf: z.string(),
    cell: z.string(),
    by: z.string(),
    version: z.string(),
    lineage: lineageSchema.nullable(),
    answeredBy: z.string().exactOptional(),
    outcome: z.enum(['caught', 'missed', 'unusable']),
    code: z.enum(rejectCodes).nullable(),
  })
  .transform(({ schemaVersion: _, ...record }) => record);
