import { existsSync, rmSync } from 'node:fs';
import { z } from 'zod';
import type { Case, Reject } from '../core/case.ts';
import { digest } from '../core/digest.ts';
import { fault, messageOf } from '../core/errors.ts';
import { readIfExists, writeWhole } from '../core/files.ts';
import { caseRecordSchema, rejectRecordSchema } from './records/case-schema.ts';
import { readRecords, renderRecords } from './records/records-file.ts';
import { byCopyable, writeOrRemove, writeParts } from './records/write-parts.ts';
import type { SuitePaths } from './suite-paths.ts';

/** `local.json`: what the part of the dataset that is not in git must be. */
export interface LocalManifest {
  readonly schemaVersion: 1;
  readonly seed: number;
  readonly count: number;
  /** SHA-256 of the local cases.jsonl. */
  readonly digest: string;
}

const localManifestSchema: z.ZodType<LocalManifest> = z.strictObject({
  schemaVersion: z.literal(1),
  seed: z.number(),
  count: z.int(),
  digest: z.string(),
});

/** What `generate` made so far. */
export interface GeneratedCases {
  readonly cases: readonly Case[];
  readonly rejects: readonly Reject[];
}

/** Reads local.json; null where the suite has no local part. Throws RECORD_CORRUPT. */
export function readLocalManifest(paths: SuitePaths): LocalManifest | null {
  const bytes = readIfExists(paths.local);
  if (bytes === null) return null;
  try {
    return localManifestSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    const place = { file: paths.local, line: null, column: null };
    throw fault('RECORD_CORRUPT', `local.json cannot be read: ${messageOf(error)}`, {
      place,
      hint: 'restore it from version control, or make it again with `heldout generate --fresh`',
      cause: error,
    });
  }
}

/** How the local part stands against local.json. */
export function localPartState(paths: SuitePaths): 'none' | 'fits' | 'missing' | 'differs' {
  const manifest = readLocalManifest(paths);
  const bytes = readIfExists(paths.localCases);
  if (manifest === null) return bytes === null || bytes.length === 0 ? 'none' : 'differs';
  if (bytes === null) return 'missing';
  return digest(bytes) === manifest.digest ? 'fits' : 'differs';
}

/** Cases of both parts, the committed and the local. Throws RECORD_CORRUPT. */
export function readGeneratedCases(paths: SuitePaths): readonly Case[] {
  return [...readRecords(paths.cases, caseRecordSchema), ...readRecords(paths.localCases, caseRecordSchema)];
}

/** The reject ledger of both parts. Throws RECORD_CORRUPT. */
export function readRejects(paths: SuitePaths): readonly Reject[] {
  return [
    ...readRecords(paths.rejects, rejectRecordSchema),
    ...readRecords(paths.localRejects, rejectRecordSchema),
  ];
}

/** True once `generate` has written something for the suite. */
export function isGenerated(paths: SuitePaths): boolean {
  return existsSync(paths.cases) || existsSync(paths.local);
}

/**
 * Writes cases and rejects, each to the part that may hold it, and local.json. Every case carries the canary as a comment.
 * Gives the manifest of the local part, or null where there is none.
 */
export function writeGeneratedCases(
  paths: SuitePaths,
  made: GeneratedCases,
  seed: number,
  canary: string,
): LocalManifest | null {
  const [openCases, localCases] = byCopyable(made.cases.map((item) => ({ ...item, canary })));
  // A suite that was generated has the file, however many cases it holds.
  writeWhole(paths.cases, renderRecords(openCases));
  writeOrRemove(paths.localCases, localCases);
  writeParts(made.rejects, { open: paths.rejects, local: paths.localRejects });
  if (localCases.length === 0) {
    rmSync(paths.local, { force: true });
    return null;
  }
  const digestOfCases = digest(renderRecords(localCases));
  const manifest: LocalManifest = { schemaVersion: 1, seed, count: localCases.length, digest: digestOfCases };
  writeWhole(paths.local, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
