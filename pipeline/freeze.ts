import { canaryGuid, canaryNotice } from '../core/canary-guid.ts';
import { readLocalManifest } from '../datasets/generated-cases.ts';
import { diffVersions, type VersionDiff } from '../datasets/version-diff.ts';
import { type Frozen, freezeVersion, readVersion } from '../datasets/versions.ts';
import { loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';

/** Writes the next version of the dataset as it stands; where it equals the newest, nothing is written. */
export async function freeze(loaded: LoadedSuite): Promise<Frozen> {
  const { dataset, sources } = await loadDataset(loaded);
  const canaryOf = (version: number) => canaryNotice(canaryGuid(loaded.suite, version));
  return freezeVersion(loaded.paths, dataset, sources, readLocalManifest(loaded.paths), canaryOf);
}

/** What changed between two frozen versions. Throws VERSION_NOT_FOUND. */
export function diff({ paths }: Pick<LoadedSuite, 'paths'>, from: number, to: number): VersionDiff {
  return diffVersions(readVersion(paths, from), readVersion(paths, to));
}
