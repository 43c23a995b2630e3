import path from 'node:path';
import { z } from 'zod';
import type { Imported } from '../import.ts';
import { problemDocument, toProblemDocument } from './error-document.ts';

const count = z.int().min(0);

const rowsBySplit = z.object({ heldout: count, probe: count, train: count });

/** What `import --json` prints, also where rows could not be read. */
export const importDocument = z.object({
  schemaVersion: z.literal(1),
  ok: z.boolean().describe('false: rows could not be read, and nothing was written'),
  file: z.string(),
  container: z.enum(['jsonl', 'json', 'csv', 'parquet', 'document']),
  format: z.string().describe('The shape of the rows, as `--format` names it'),
  because: z.string(),
  rows: count,
  malformed: count,
  problems: z
    .array(problemDocument)
    .describe('Every row that could not be read; beyond 100,000 their number'),
  notes: z.array(z.object({ note: z.string(), rows: count })),
  lengths: z
    .object({
      tokenizer: z.string(),
      exact: z.boolean().describe('false: an estimate'),
      limit: count,
      rows: z.array(z.object({ row: count, tokens: count })),
    })
    .nullable()
    .describe('Rows that are longer than the model reads; null: no limit is known'),
  balance: z
    .object({
      shares: z.partialRecord(z.enum(['heldout', 'train', 'probe']), z.number()),
      rows: rowsBySplit,
      strata: z.array(z.object({ stratum: z.string(), rows: rowsBySplit })),
      groups: count.describe('Of rows that belong together'),
      largest: count.describe('Rows of the largest group'),
      moved: count.describe('Rows that lay in another split before'),
    })
    .nullable()
    .describe('How `--split` dealt the rows'),
  files: z.array(
    z.object({
      to: z.enum(['heldout', 'seeds', 'training', 'unlabelled', 'probe']),
      file: z.string(),
      rows: count,
      digest: z.string().describe('SHA-256'),
      entry: z.string().describe('As it stands under `data:`, in YAML'),
      entered: z.boolean().describe('The suite file has the entry'),
    }),
  ),
  written: z.boolean(),
});

/** The document for an import. Files are named from the working folder. */
export function toImportDocument(
  imported: Imported,
  file: string,
  workingFolder: string,
): z.output<typeof importDocument> {
  const { ok, container, because, rows, malformed, written } = imported;
  return {
    schemaVersion: 1,
    ok,
    file,
    container,
    format: imported.shape.name,
    because,
    rows,
    malformed,
    problems: imported.problems.map(toProblemDocument),
    notes: imported.notes.map((note) => ({ ...note })),
    lengths: imported.lengths === null ? null : { ...imported.lengths, rows: [...imported.lengths.rows] },
    balance: imported.balance === null ? null : { ...imported.balance, strata: [...imported.balance.strata] },
    files: imported.files.map(({ isEntered, ...made }) => ({
      ...made,
      file: path.relative(workingFolder, made.file),
      entered: isEntered,
    })),
    written,
  };
}
