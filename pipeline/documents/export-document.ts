import path from 'node:path';
import { z } from 'zod';
import type { Exported } from '../export.ts';
import { refusalCodes } from '../exporting/refuse-items.ts';

const count = z.int().min(0);
const split = z.enum(['heldout', 'train', 'probe']);

/** `manifest.json` of an export. */
export const exportManifestDocument = z.object({
  schemaVersion: z.literal(1),
  suite: z.object({ id: z.string(), digest: z.string() }),
  dataset: z.object({ version: z.int().nullable(), digest: z.string() }).nullable(),
  canary: z.string().nullable().describe('What every held-out record carries; null for training'),
  split,
  format: z.string(),
  rows: count,
  files: z.array(z.object({ name: z.string(), rows: count.nullable(), bytes: count, sha256: z.string() })),
  licences: z.array(z.object({ licence: z.string().nullable().describe('null: undeclared'), rows: count })),
  sources: z.record(z.string(), count).describe('Items of each source, before any was left out'),
  cells: z.array(
    z.object({
      skill: z.string(),
      edgeCase: z.string().nullable(),
      origin: z.enum(['real', 'synthetic']),
      rows: count,
    }),
  ),
  labels: z.array(z.object({ label: z.string(), rows: count })),
  clusters: count,
  parents: count.describe('Different cases that the rows descend from directly'),
  refused: z.partialRecord(z.enum(refusalCodes), count),
  lengths: z.object({
    tokenizer: z.string(),
    exact: z.boolean().describe('false: an estimate'),
    limit: z.int().nullable(),
    longest: count,
    mean: z.number(),
    tooLong: count,
  }),
});

/** What `export --json` prints. */
export const exportDocument = z.object({
  schemaVersion: z.literal(1),
  folder: z.string(),
  manifest: exportManifestDocument,
  refused: z.array(z.object({ id: z.string(), code: z.enum(refusalCodes), reason: z.string() })),
  tooLong: z.array(z.object({ id: z.string(), tokens: count })),
  notes: z.array(z.string()),
});

/** The document for an export. The folder is named from the working folder. */
export function toExportDocument(
  { folder, manifest, refused, tooLong, notes }: Exported,
  workingFolder: string,
): z.output<typeof exportDocument> {
  return {
    schemaVersion: 1,
    folder: path.relative(workingFolder, folder),
    // A copy, since documents are not read-only; the manifest is plain data.
    manifest: exportManifestDocument.parse(manifest),
    refused: [...refused],
    tooLong: [...tooLong],
    notes: [...notes],
  };
}
