import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fault, messageOf } from '../core/errors.ts';
import { readIfExists, writeWhole } from '../core/files.ts';
import type { Dataset } from './dataset.ts';
import type { LocalManifest } from './generated-cases.ts';
import type { LoadedSource } from './rows/load-rows.ts';
import type { SuitePaths } from './suite-paths.ts';
import {
  makeManifest,
  manifestSchema,
  type VersionExtras,
  type VersionManifest,
} from './version-manifest.ts';

/** What was frozen, or the newest version when the set equals it. */
export interface Frozen {
  readonly manifest: VersionManifest;
  readonly file: string;
  readonly written: boolean;
}

/**
 * Writes the next version of the dataset; where it equals the newest, nothing is written. `measure` gives what the version
 * says beside its cases; it is asked only where one is written.
 */
export function freezeVersion(
  paths: SuitePaths,
  dataset: Dataset,
  sources: readonly LoadedSource[],
  local: LocalManifest | null,
  canaryOf: (version: number) => string,
  measure: () => VersionExtras = () => ({}),
): Frozen {
  const newest = readVersions(paths).at(-1);
  if (newest?.digest === dataset.digest) {
    return { manifest: newest, file: versionFile(paths, newest.version), written: false };
  }
  const version = (newest?.version ?? 0) + 1;
  const parent = newest === undefined ? null : { version: newest.version, digest: newest.digest };
  const own = { version, canary: canaryOf(version), parent, ...measure() };
  const manifest = makeManifest(dataset, sources, local, own);
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

/**
 * The version that people mean: its number, or the first characters (4 at least) of its digest, which must be those of one
 * version. Throws VERSION_NOT_FOUND.
 */
export function findVersion(paths: SuitePaths, name: string): VersionManifest {
  if (/^[1-9]\d{0,8}$/.test(name) && existsSync(versionFile(paths, Number(name))))
    return readVersion(paths, Number(name));
  const versions = readVersions(paths);
  const found = versions.filter(({ digest }) => name.length >= 4 && digest.startsWith(name));
  const [only] = found;
  if (only !== undefined && new Set(found.map(({ digest }) => digest)).size === 1) return only;
  const known = versions.map(({ version, digest }) => `${version} (${digest.slice(0, 12)})`).slice(-5);
  throw fault(
    'VERSION_NOT_FOUND',
    `${found.length > 1 ? 'several versions have' : 'there is no version with'} the number or digest \`${name}\` in ${paths.versions}`,
    {
      hint:
        known.length === 0
          ? '`heldout freeze SUITE` writes the first version'
          : `known: ${known.join(', ')}; \`heldout log SUITE\` lists them`,
    },
  );
}

function versionFile(paths: SuitePaths, version: number): string {
  return path.join(paths.versions, `${version}.json`);
}
