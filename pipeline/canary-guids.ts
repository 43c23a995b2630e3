import path from 'node:path';
import { canaryGuid, canaryNotice } from '../core/canary-guid.ts';
import type { Case } from '../core/case.ts';
import { fault, messageOf } from '../core/errors.ts';
import { requireFile } from '../core/require-file.ts';
import { GuidFinder } from '../curation/guid-finder.ts';
import { fileBytes } from '../datasets/rows/file-bytes.ts';
import { entriesOf, type VersionManifest } from '../datasets/version-manifest.ts';
import { readVersions } from '../datasets/versions.ts';
import type { LoadedSuite } from './load-suite.ts';

/** The canary of one version of a suite's held-out set. */
export interface CanaryGuid {
  readonly version: number;
  readonly guid: string;
}

/** A canary in a file that is not meant to hold one. */
export interface FoundCanary {
  /** As it was named. */
  readonly file: string;
  readonly line: number;
  readonly version: number;
}

/** The canaries of every frozen version, and of the one that would be frozen next: cases carry it until then. */
export function canaryGuidsOf({ suite, paths }: Pick<LoadedSuite, 'suite' | 'paths'>): readonly CanaryGuid[] {
  const frozen = readVersions(paths).map(({ version }) => version);
  return [...frozen, (frozen.at(-1) ?? 0) + 1].map((version) => ({
    version,
    guid: canaryGuid(suite, version),
  }));
}

/**
 * What the files of these cases carry: the canary of the newest frozen version where they are the cases that it holds,
 * else of the next one.
 */
export function noticeOf(
  { suite, paths }: Pick<LoadedSuite, 'suite' | 'paths'>,
  generated: readonly Pick<Case, 'id' | 'split'>[],
): string {
  const newest = readVersions(paths).at(-1);
  const version = newest?.version ?? 0;
  const isFrozen = newest !== undefined && sameIds(syntheticIds(newest), generated);
  return canaryNotice(canaryGuid(suite, isFrozen ? version : version + 1));
}

function syntheticIds(manifest: VersionManifest): ReadonlySet<string> {
  const synthetic = entriesOf(manifest).filter(({ cell }) => cell.startsWith('synthetic/'));
  return new Set(synthetic.map(({ id }) => id));
}

function sameIds(ids: ReadonlySet<string>, cases: readonly Pick<Case, 'id' | 'split'>[]): boolean {
  const scored = cases.filter(({ split }) => split === 'heldout');
  return scored.length === ids.size && scored.every(({ id }) => ids.has(id));
}

/**
 * Searches files of any size and kind, packed (.gz) or not, for the canaries of a suite: training data, outputs of
 * models. Throws DATA_NOT_FOUND for a file that cannot be read.
 */
export async function findCanaries(
  loaded: Pick<LoadedSuite, 'suite' | 'paths'>,
  files: readonly string[],
  { workingFolder, signal }: { readonly workingFolder: string; readonly signal: AbortSignal },
): Promise<readonly FoundCanary[]> {
  const canaries = canaryGuidsOf(loaded);
  const versionOf = new Map(canaries.map(({ guid, version }) => [guid, version]));
  const found: FoundCanary[] = [];
  for (const file of files) {
    const finder = new GuidFinder(canaries.map(({ guid }) => guid));
    const absolute = path.resolve(workingFolder, file);
    try {
      for await (const bytes of fileBytes(absolute)) {
        signal.throwIfAborted();
        for (const { guid, line } of finder.push(bytes))
          found.push({ file, line, version: versionOf.get(guid) ?? 0 });
      }
    } catch (error) {
      signal.throwIfAborted();
      requireFile(absolute, file);
      const place = { file, line: null, column: null };
      throw fault('DATA_NOT_FOUND', `${file} cannot be read: ${messageOf(error)}`, { place, cause: error });
    }
  }
  return found;
}
