import type { RunHeader } from '../../core/run.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { packageVersion } from '../package-version.ts';
import { judgeIdentities, scorerIdentities } from './fits.ts';
import { newRunId } from './run-id.ts';

/** The header of a run that starts now; `work` is what a suite does not say of it. */
export function newHeader(
  loaded: LoadedSuite,
  { dataset, version }: LoadedDataset,
  work: Pick<RunHeader, 'role' | 'target' | 'repeats' | 'shard' | 'looks'>,
  startedAt: Date,
): RunHeader {
  const judges = judgeIdentities(loaded);
  return {
    schemaVersion: 1,
    id: newRunId(startedAt),
    role: work.role,
    suite: { id: loaded.suite.id, digest: loaded.digest },
    task: loaded.taskDigest,
    dataset: { id: dataset.id, version, digest: dataset.digest },
    target: work.target,
    scorers: scorerIdentities(loaded),
    ...(judges === null ? {} : { judges }),
    ...(work.shard === undefined ? {} : { shard: work.shard }),
    ...(work.looks === undefined ? {} : { looks: work.looks }),
    repeats: work.repeats,
    planned: dataset.cases.length * work.repeats,
    startedAt: startedAt.toISOString(),
    versions: { heldout: packageVersion(), node: process.versions.node },
  };
}
