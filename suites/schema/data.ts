import { z } from 'zod';
import type { DataSources, RowSource } from '../../core/suite.ts';
import { idSchema, textSchema } from './primitives.ts';

const sourceKeys = {
  path: textSchema
    .optional()
    .describe('A .jsonl, .csv, .json or .parquet file, relative to this file; .gz may follow.'),
  use: z
    .string()
    .regex(/^module:./, 'rows from code are named `module:./rows.ts`')
    .optional()
    .describe('`module:./rows.ts`: a module that exports `rows()`.'),
  map: z
    .strictObject({
      input: textSchema.optional(),
      expected: textSchema.optional(),
      id: textSchema.optional(),
      skill: textSchema.optional(),
      edgeCase: textSchema.optional(),
      cluster: textSchema.optional(),
      tags: textSchema.optional(),
    })
    .default({})
    .describe('Which field of a row holds what.'),
  set: z
    .strictObject({
      skill: idSchema.optional(),
      edgeCase: idSchema.optional(),
      cluster: textSchema.optional(),
      tags: z.array(textSchema).optional(),
    })
    .default({})
    .describe('Constants for every row.'),
  licence: textSchema
    .nullable()
    .default(null)
    .describe('`internal`: rows are never copied into the repository.'),
};

interface WrittenSource {
  path?: string | undefined;
  use?: string | undefined;
}

function namesOneSource(source: WrittenSource, context: z.RefinementCtx): void {
  if ((source.path === undefined) === (source.use === undefined)) {
    context.addIssue({ code: 'custom', message: 'name either `path:` or `use: module:…`' });
  }
}

function toRowSource<Source extends WrittenSource & { map: object; set: object; licence: string | null }>(
  source: Source,
  split: RowSource['split'],
): RowSource {
  const { path, use } = source;
  const from = path === undefined ? { use: use ?? '' } : { path };
  // Optional keys come back as `undefined` from the parser; a round through JSON leaves them out, as the type wants.
  const { map, set } = JSON.parse(JSON.stringify({ map: source.map, set: source.set })) as Pick<
    RowSource,
    'map' | 'set'
  >;
  return { from, map, set, licence: source.licence, split };
}

const rowSourceSchema = z
  .strictObject(sourceKeys)
  .superRefine(namesOneSource)
  .transform((source) => toRowSource(source, 'heldout'));

const trainingSourceSchema = z
  .strictObject(sourceKeys)
  .superRefine(namesOneSource)
  .transform((source) => toRowSource(source, 'train'));

const splitSchema = z
  .enum(['heldout', 'train'])
  .default('heldout')
  .describe('`heldout`: held-out cases are made of it; `train`: training material, and never a case.');

const probeSourceSchema = z
  .strictObject(sourceKeys)
  .superRefine(namesOneSource)
  .transform((source) => toRowSource(source, 'probe'));

const protectedSourceSchema = z
  .strictObject({
    path: sourceKeys.path,
    use: sourceKeys.use,
    map: z.strictObject({ input: textSchema.optional() }).default({}).describe('Which field holds the text.'),
    set: z.strictObject({}).default({}),
    licence: sourceKeys.licence,
  })
  .superRefine(namesOneSource)
  .transform((source) => toRowSource(source, 'heldout'));

const seedSourceSchema = z
  .strictObject({
    ...sourceKeys,
    split: splitSchema,
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'write a language code such as `de` (ISO 639-1)')
      .optional()
      .describe('The language of these seeds, where the held-out rows are in another.'),
  })
  .superRefine(namesOneSource)
  .transform((source) => {
    const { language } = source;
    return { ...toRowSource(source, source.split), ...(language === undefined ? {} : { language }) };
  });

const unlabelledSourceSchema = z
  .strictObject({
    ...sourceKeys,
    map: z
      .strictObject({
        input: textSchema.optional(),
        id: textSchema.optional(),
        skill: textSchema.optional(),
        cluster: textSchema.optional(),
        tags: textSchema.optional(),
      })
      .default({})
      .describe('Which field of a row holds what.'),
    set: z
      .strictObject({
        skill: idSchema.optional(),
        cluster: textSchema.optional(),
        tags: z.array(textSchema).optional(),
      })
      .default({})
      .describe('Constants for every row.'),
    split: splitSchema,
  })
  .superRefine(namesOneSource)
  .transform((source) => toRowSource(source, source.split));

const documentPathSchema = textSchema.describe(
  'A .md or .txt file, a folder of them, or a .jsonl file of `{ id, text }`, relative to this file.',
);

/** Where real rows come from. */
export const dataSchema = z.strictObject({
  heldout: z.array(rowSourceSchema).default([]).describe('Real cases, scored as they are.'),
  seeds: z.array(seedSourceSchema).default([]).describe('Parents of generated cases; never scored.'),
  training: z.array(trainingSourceSchema).default([]).describe('What the target was or will be tuned on.'),
  documents: z
    .array(z.strictObject({ path: documentPathSchema, licence: sourceKeys.licence, split: splitSchema }))
    .default([])
    .describe('What `docs-qa` asks about.'),
  unlabelled: z
    .array(unlabelledSourceSchema)
    .default([])
    .describe('Real inputs without an expected value, for `teacher-label`.'),
  probe: z
    .array(probeSourceSchema)
    .default([])
    .describe('Real cases kept apart for before and after a training round: not scored by a run.'),
  protected: z
    .array(protectedSourceSchema)
    .exactOptional()
    .describe(
      'Texts that neither a case nor a training item may repeat: splits of other suites, public benchmarks.',
    ),
  redact: z
    .boolean()
    .exactOptional()
    .describe(
      'Replaces personal data in whatever cases are made of, before a model or a generated case sees it.',
    ),
}) satisfies z.ZodType<DataSources, unknown>;
