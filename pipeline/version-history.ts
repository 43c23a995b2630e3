import { readLocalManifest } from '../datasets/generated-cases.ts';
import { diffVersions, type VersionDiff } from '../datasets/version-diff.ts';
import { makeManifest, type VersionManifest } from '../datasets/version-manifest.ts';
import { findVersion, readVersions } from '../datasets/versions.ts';
import { readBaseline } from '../runner/accepted-baseline.ts';
import { versionExtras } from './freeze.ts';
import { loadDataset, loadRealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';

/** The number that stands for a set that is not frozen. */
export const today = 0;

/** What changed between two versions, and whether they are the same set. */
export interface ComparedVersions extends VersionDiff {
  readonly isEqual: boolean;
}

/** A version in the history of a suite. */
export interface LoggedVersion {
  readonly manifest: VersionManifest;
  /** From the version before; null: it is the first. */
  readonly change: VersionDiff | null;
  /** Whether the accepted baseline was run on it. */
  readonly isBaseline: boolean;
}

/**
 * What changed between two versions, each named by its number or the start of its digest; with null to the set as it stands
 * today, which has the number 0. Throws VERSION_NOT_FOUND, and what loading a dataset throws.
 */
export async function diff(loaded: LoadedSuite, from: string, to: string | null): Promise<ComparedVersions> {
  const before = findVersion(loaded.paths, from);
  const after = to === null ? await todaysManifest(loaded) : findVersion(loaded.paths, to);
  return { ...diffVersions(before, after), isEqual: before.digest === after.digest };
}

/** Every version of a suite, oldest first, with what changed from one to the next. */
export function log({ paths }: Pick<LoadedSuite, 'paths'>): readonly LoggedVersion[] {
  const baseline = readBaseline(paths.baseline)?.header.dataset.digest ?? null;
  const versions = readVersions(paths);
  return versions.map((manifest, at) => {
    const before = versions[at - 1];
    return {
      manifest,
      change: before === undefined ? null : diffVersions(before, manifest),
      isBaseline: manifest.digest === baseline,
    };
  });
}

async function todaysManifest(loaded: LoadedSuite): Promise<VersionManifest> {
  const data = await loadDataset(loaded);
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const extras = versionExtras(data, real);
  const local = readLocalManifest(loaded.paths);
  return makeManifest(data.dataset, data.sources, local, { version: today, canary: '', ...extras });
}
