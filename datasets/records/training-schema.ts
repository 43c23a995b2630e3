import { z } from 'zod';
import { rejectCodes } from '../../core/case.ts';
import {
  type TrainingItem,
  type TrainingReject,
  trainingItemId,
  trainingKinds,
} from '../../core/training-item.ts';
import { candidateKeys, generatedSchema, verdictSchema } from './case-schema.ts';

const keys = {
  ...candidateKeys,
  schemaVersion: z.literal(1),
  id: z.string(),
  kind: z.enum(trainingKinds),
  answer: z.string(),
  rationale: z.string().nullable(),
  rejected: z.string().nullable(),
  cluster: z.string(),
  licence: z.string().nullable(),
  provenance: generatedSchema,
  verdicts: z.array(verdictSchema),
} satisfies Record<keyof TrainingItem | 'schemaVersion', z.ZodType>;

const own = { rationale: 'reasoning', rejected: 'preference' } as const;

/** A rationale belongs to reasoning, a rejected answer to a preference, and the id to what it names. */
function isWhole(item: TrainingItem, context: z.RefinementCtx): void {
  for (const [key, kind] of Object.entries(own) as [keyof typeof own, string][]) {
    // the keys of the record, by its type
    if ((item[key] !== null) === (item.kind === kind)) continue;
    const message = item[key] === null ? `\`${kind}\` needs it` : `not for the kind \`${item.kind}\``;
    context.addIssue({ code: 'custom', path: [key], message });
  }
  if (item.id !== trainingItemId(item))
    context.addIssue({ code: 'custom', path: ['id'], message: 'it is not the hash of what the item holds' });
}

/** A line of training.jsonl. */
export const trainingItemSchema: z.ZodType<TrainingItem> = z
  .strictObject(keys)
  .superRefine(isWhole)
  .transform(({ schemaVersion: _, ...record }) => record);

/** A line of training-rejects.jsonl. */
export const trainingRejectSchema: z.ZodType<TrainingReject> = z
  .strictObject({ ...keys, status: z.enum(['rejected', 'undecided']), code: z.enum(rejectCodes) })
  .superRefine(isWhole)
  .transform(({ schemaVersion: _, ...record }) => record);
