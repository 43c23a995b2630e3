import { assembleDataset } from '../../datasets/dataset.ts';
import { readVersion } from '../../datasets/versions.ts';
import { type LoadedDataset, loadDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** Ids of the cases of a version. Throws VERSION_NOT_FOUND. */
export function idsOfVersion({ paths }: Pick<LoadedSuite, 'paths'>, version: number): ReadonlySet<string> {
  return new Set(readVersion(paths, version).cases.map((line) => line.split(' ')[0] ?? ''));
}

/** The dataset without what came after a version; it equals the version where nothing of that is gone. */
export async function asOfVersion(loaded: LoadedSuite, version: number): Promise<LoadedDataset> {
  const { dataset, sources } = await loadDataset(loaded);
  const ids = idsOfVersion(loaded, version);
  const earlier = assembleDataset(
    dataset.id,
    dataset.cases.filter(({ id }) => ids.has(id)),
    [],
  );
  const { digest } = readVersion(loaded.paths, version);
  return { dataset: earlier, sources, version: earlier.digest === digest ? version : null };
}
