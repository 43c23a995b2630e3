import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Case, Origin } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { fault, messageOf } from '../core/errors.ts';
import { readIfExists, writeWhole } from '../core/files.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { type Dataset, inputDigest } from './dataset.ts';
import type { LocalManifest } from './generated-cases.ts';
import type { LoadedSource } from './rows/load-rows.ts';
import type { SuitePaths } from './suite-paths.ts';

/** `versions/N.json`: what a frozen version is made of. It holds digests, never text. */
export interface VersionManifest {
  readonly schemaVersion: 1;
  readonly version: number;
  readonly suite: string;
  /** A comment: what stands in every file of this version (core/canary-guid.ts); left out in versions of old. */
  readonly canary?: string;
  readonly digest: string;
  readonly counts: { readonly real: number; readonly synthetic: number; readonly clusters: number };
  readonly cells: readonly {
    readonly skill: string;
    readonly edgeCase: string | null;
    readonly origin: Origin;
    readonly n: number;
  }[];
  readonly sources: readonly {
    readonly name: string;
    readonly licence: string | null;
    readonly digest: string;
    readonly n: number;
  }[];
  /** Who admitted the synthetic cases. */
  readonly judges: readonly string[];
  readonly local: { readonly seed: number; readonly count: number; readonly digest: string } | null;
  /** One line a case: id, input digest, digest of the expected value, index into `cells`. */
  readonly cases: readonly string[];
}

const manifestSchema: z.ZodType<VersionManifest> = z.strictObject({
  schemaVersion: z.literal(1),
  version: z.int(),
  suite: z.string(),
  canary: z.string().exactOptional(),
  digest: z.string(),
  counts: z.strictObject({ real: z.int(), synthetic: z.int(), clusters: z.int() }),
  cells: z.array(
    z.strictObject({
      skill: z.string(),
      edgeCase: z.string().nullable(),
      origin: z.enum(['real', 'synthetic']),
      n: z.int(),
    }),
  ),
  sources: z.array(
    z.strictObject({ name: z.string(), licence: z.string().nullable(), digest: z.string(), n: z.int() }),
  ),
  judges: z.array(z.string()),
  local: z.strictObject({ seed: z.number(), count: z.int(), digest: z.string() }).nullable(),
  cases: z.array(z.string()),
});

/** What was frozen, or the newest version when the set equals it. */
export interface Frozen {
  readonly manifest: VersionManifest;
  readonly file: string;
  readonly written: boolean;
}

/** Writes the next version of the dataset; where it equals the newest, nothing is written. */
export function freezeVersion(
  paths: SuitePaths,
  dataset: Dataset,
  sources: readonly LoadedSource[],
  local: LocalManifest | null,
  canaryOf: (version: number) => string,
): Frozen {
  const newest = readVersions(paths).at(-1);
  if (newest?.digest === dataset.digest) {
    return { manifest: newest, file: versionFile(paths, newest.version), written: false };
  }
  const version = (newest?.version ?? 0) + 1;
  const manifest = makeManifest(dataset, sources, local, { version, canary: canaryOf(version) });
  const file = versionFile(paths, manifest.version);
  writeWhole(file, `${JSON.stringify(manifest, null, 1)}\n`);
  return { manifest, file, written: true };
}

/** Every frozen version, oldest first. Throws RECORD_CORRUPT. */
export function readVersions(paths: SuitePaths): readonly VersionManifest[] {
  if (!existsSync(paths.versions)) return [];
  const numbers = readdirSync(paths.versions)
    .map((name) => /^([1-9]\d*)\.json$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
  return numbers.map((number) => readVersion(paths, number));
}

/** One frozen version. Throws VERSION_NOT_FOUND or RECORD_CORRUPT. */
export function readVersion(paths: SuitePaths, version: number): VersionManifest {
  const file = versionFile(paths, version);
  const place = { file, line: null, column: null };
  const bytes = readIfExists(file);
  if (bytes === null) {
    const hint = '`heldout freeze SUITE` writes the next version';
    throw fault('VERSION_NOT_FOUND', `there is no version ${version} in ${paths.versions}`, { hint });
  }
  try {
    const manifest = manifestSchema.parse(JSON.parse(bytes.toString('utf8')));
    // The next version takes its number from here: a wrong one would overwrite another version.
    if (manifest.version !== version) throw new TypeError(`it says that it is version ${manifest.version}`);
    return manifest;
  } catch (error) {
    throw fault('RECORD_CORRUPT', `the version cannot be read: ${messageOf(error)}`, { place, cause: error });
  }
}

function versionFile(paths: SuitePaths, version: number): string {
  return path.join(paths.versions, `${version}.json`);
}

function makeManifest(
  dataset: Dataset,
  sources: readonly LoadedSource[],
  local: LocalManifest | null,
  { version, canary }: { readonly version: number; readonly canary: string },
): VersionManifest {
  const cells = countCells(dataset.cases);
  const key = (item: Case) => canonicalJson([item.cell.skill, item.cell.edgeCase, item.origin]);
  const indexes = new Map(
    cells.map((cell, index) => [canonicalJson([cell.skill, cell.edgeCase, cell.origin]), index]),
  );
  const judges = new Set(
    dataset.cases.flatMap((item) => item.verdicts.map((verdict) => `${verdict.by}@${verdict.version}`)),
  );
  return {
    schemaVersion: 1,
    version,
    suite: dataset.id,
    canary,
    digest: dataset.digest,
    counts: {
      real: dataset.cases.filter((item) => item.origin === 'real').length,
      synthetic: dataset.cases.filter((item) => item.origin === 'synthetic').length,
      clusters: new Set(dataset.cases.map((item) => item.cluster)).size,
    },
    cells,
    sources: sources.map(({ name, licence, digest, cases }) => ({ name, licence, digest, n: cases.length })),
    judges: [...judges].sort(),
    local: local === null ? null : { seed: local.seed, count: local.count, digest: local.digest },
    cases: dataset.cases
      .map(
        (item) => `${item.id} ${inputDigest(item)} ${expectedDigest(item)} ${indexes.get(key(item)) ?? -1}`,
      )
      .sort(),
  };
}

function countCells(cases: readonly Case[]): VersionManifest['cells'] {
  const counts = new Map<string, VersionManifest['cells'][number]>();
  for (const item of cases) {
    const { skill, edgeCase } = item.cell;
    const key = canonicalJson([skill, edgeCase, item.origin]);
    counts.set(key, { skill, edgeCase, origin: item.origin, n: (counts.get(key)?.n ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function expectedDigest(item: Case): string {
  // Expected values are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson(item.expected as unknown as Json)).slice(0, 8);
}
