import { fault } from '../../core/errors.ts';
import type { FillRecord } from '../../core/round-record.ts';
import { observeCases } from '../gaps/observe-cases.ts';
import { clusterMembership, type InCluster, suiteClusters } from '../gaps/suite-clusters.ts';
import type { LoadedSuite } from '../load-suite.ts';
import type { ComparedSet } from './compare-round.ts';

/** Throws RUN_MISMATCH where a fill was aimed at clusters and the suite no longer names the embedder that found them. */
export function requireEmbedder({ suite, parsed }: LoadedSuite, { aims, round }: FillRecord): void {
  const { embedder } = suite.models;
  const aim = aims.find((one) => one.embedder !== undefined && one.embedder !== embedder);
  if (aim === undefined) return;
  throw fault(
    'RUN_MISMATCH',
    `round ${round} was aimed at ${aim.name}, found by ${aim.embedder}, and the suite names ${embedder ?? 'no embedder'}`,
    { place: parsed.locate(['models']), hint: `write \`embedder: ${aim.embedder}\` again, or fill anew` },
  );
}

/**
 * Tells of the cases of all sets which of the clusters that a fill was aimed at they lie in: the cases of its run (the first
 * set) are divided anew as they were then. Throws RUN_MISMATCH where that gives other clusters.
 */
export async function aimedClusters(
  loaded: LoadedSuite,
  { aims, round }: FillRecord,
  sets: readonly ComparedSet[],
  signal: AbortSignal,
): Promise<InCluster> {
  const wanted = aims.filter(({ embedder }) => embedder !== undefined);
  const cases = sets.flatMap((one) => one.cases);
  const [old] = sets;
  if (wanted.length === 0 || old === undefined) return clusterMembership(loaded, [], null, cases, signal);
  const clusters = await suiteClusters(loaded, observeCases(old.before, old.cases), signal);
  const missing = wanted.find(
    ({ origin, feature }) =>
      !clusters?.clusterings.get(origin)?.some(({ names }) => names.some((name) => name === feature)),
  );
  if (missing !== undefined)
    throw fault('RUN_MISMATCH', `the cases of round ${round} no longer give the cluster ${missing.name}`, {
      hint: `${missing.embedder} gives other vectors than it did, or cases were taken out: fill anew`,
    });
  return clusterMembership(loaded, wanted, clusters, cases, signal);
}
