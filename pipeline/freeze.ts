import { canaryGuid, canaryNotice } from '../core/canary-guid.ts';
import { readLocalManifest } from '../datasets/generated-cases.ts';
import { elsewhereLine, type VersionExtras } from '../datasets/version-manifest.ts';
import { type Frozen, freezeVersion } from '../datasets/versions.ts';
import { casesOf, type LoadedDataset, loadDataset, loadRealData, type RealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { parentSources } from './parent-sources.ts';
import { frozenFigures } from './set-level/frozen-figures.ts';
import { setReport } from './set-level/set-report.ts';

/**
 * Writes the next version of the dataset as it stands, with what its cases descend from, which rows lie in other splits and
 * what can be said of the set as a whole; where it equals the newest, nothing is written.
 */
export async function freeze(loaded: LoadedSuite): Promise<Frozen> {
  const data = await loadDataset(loaded);
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const canaryOf = (version: number) => canaryNotice(canaryGuid(loaded.suite, version));
  const local = readLocalManifest(loaded.paths);
  return freezeVersion(loaded.paths, data.dataset, data.sources, local, canaryOf, () => ({
    ...versionExtras(data, real),
    set: frozenFigures(setReport(loaded, data.dataset.cases)),
  }));
}

/** What a version says beside its cases, save for what is measured. */
export function versionExtras({ dataset }: LoadedDataset, real: RealData): VersionExtras {
  const others = [...casesOf(real.seeds), ...casesOf(real.probe)].filter(({ split }) => split !== 'heldout');
  return {
    parents: parentSources(dataset.cases, [...real.heldout, ...real.seeds]),
    elsewhere: [...new Set(others.map(elsewhereLine))].sort(),
  };
}
