import type { Case } from '../../core/case.ts';
import type { FillRecord } from '../../core/round-record.ts';
import { assembleDataset } from '../../datasets/dataset.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { casesOf, type LoadedDataset, loadRealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { idsOfVersion } from './as-of-version.ts';

/** What a fill made to measure by, none of which it was chosen by. */
export interface FreshCases {
  /** New held-out cases: of the version after the fill, and not of the one before. */
  readonly added: readonly Case[];
  /** Real probe rows, and cases made of them. */
  readonly probe: readonly Case[];
  /** Both as a dataset of their own. */
  readonly data: LoadedDataset;
}

/** The fresh cases of a fill. Throws VERSION_NOT_FOUND where one of its versions is gone. */
export async function freshCases(
  loaded: LoadedSuite,
  { versions }: Pick<FillRecord, 'versions'>,
  { dataset }: LoadedDataset,
): Promise<FreshCases> {
  const [before, after] = [idsOfVersion(loaded, versions.before), idsOfVersion(loaded, versions.after)];
  const added = dataset.cases.filter(({ id }) => after.has(id) && !before.has(id));
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const probe = [...casesOf(real.probe), ...readProbeCases(loaded.paths)];
  const together = [...added, ...probe].map((item) => ({ ...item, split: 'heldout' as const }));
  const fresh = assembleDataset(dataset.id, together, []);
  return { added, probe, data: { dataset: fresh, sources: [], version: null } };
}
