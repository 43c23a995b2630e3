import { z } from 'zod';
import { anyJson } from '../../core/any-json.ts';
import {
  type AuthoredProvenance,
  type Candidate,
  type Case,
  type GeneratedProvenance,
  type Reject,
  rejectCodes,
  type Verdict,
} from '../../core/case.ts';
import { caseInputSchema } from '../rows/row-input.ts';
import { expectedSchema } from './expected-schema.ts';

const schemaVersion = z.literal(1);
/** Where a model comes from, as it is stored. */
export const lineageSchema = z.strictObject({
  vendor: z.string().nullable(),
  family: z.string(),
  base: z.string().nullable(),
  teacher: z.string().nullable(),
});

const statuses = ['accepted', 'rejected', 'undecided'] as const;

/** A verdict as it is stored. */
export const verdictSchema = z.strictObject({
  status: z.enum(statuses),
  code: z.enum(rejectCodes).nullable(),
  reason: z.string(),
  nearest: z
    .strictObject({
      id: z.string(),
      measure: z.enum(['exact', 'rouge-l', 'characters', 'words', 'meaning']),
      value: z.number(),
    })
    .exactOptional(),
  by: z.string(),
  version: z.string(),
  lineage: lineageSchema.nullable(),
  answeredBy: z.string().exactOptional(),
  withoutFamily: z.record(z.string(), z.enum(statuses)).exactOptional(),
}) satisfies z.ZodType<Verdict>;

const authoredSchema = z.strictObject({
  kind: z.literal('authored'),
  source: z.string(),
  row: z.int(),
  declaredId: z.string().nullable(),
  licence: z.string().nullable(),
  copyable: z.boolean(),
}) satisfies z.ZodType<AuthoredProvenance>;

/** Where a generated record comes from, as it is stored. */
export const generatedSchema = z.strictObject({
  kind: z.literal('generated'),
  by: z.string(),
  version: z.string(),
  model: z.string().nullable(),
  lineage: lineageSchema.nullable(),
  promptDigest: z.string().nullable(),
  params: anyJson,
  seed: z.number(),
  parents: z.array(z.string()),
  depth: z.int(),
  costUsd: z.number().nullable(),
  copyable: z.boolean(),
}) satisfies z.ZodType<GeneratedProvenance>;

/** The keys of a candidate, as they are stored. */
export const candidateKeys = {
  cell: z.strictObject({
    skill: z.string(),
    edgeCase: z.string().nullable(),
    attributes: z.record(z.string(), z.string()).exactOptional(),
  }),
  input: caseInputSchema,
  expected: expectedSchema,
  expectedFrom: z.enum(['declared', 'computed', 'inherited', 'proposed']),
  tags: z.array(z.string()),
  provenance: z.discriminatedUnion('kind', [authoredSchema, generatedSchema]),
} satisfies Record<keyof Candidate, z.ZodType>;

/** A line of cases.jsonl. */
export const caseRecordSchema: z.ZodType<Case> = z
  .strictObject({
    ...candidateKeys,
    schemaVersion,
    id: z.string(),
    origin: z.enum(['real', 'synthetic']),
    cluster: z.string(),
    split: z.enum(['heldout', 'train', 'probe']),
    verdicts: z.array(verdictSchema),
    relabels: z.string().exactOptional(),
    canary: z.string().exactOptional(),
  })
  // A comment for whoever finds the file: no part of the case.
  .transform(({ schemaVersion: _, canary: _comment, ...record }) => record);

/** A line of rejects.jsonl. */
export const rejectRecordSchema: z.ZodType<Reject> = z
  .strictObject({
    ...candidateKeys,
    schemaVersion,
    id: z.string(),
    cluster: z.string(),
    status: z.enum(['rejected', 'undecided']),
    code: z.enum(rejectCodes),
    verdicts: z.array(verdictSchema),
    relabels: z.string().exactOptional(),
  })
  .transform(({ schemaVersion: _, ...record }) => record);
