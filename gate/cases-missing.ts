import { plannedClusters } from '../stats/planned-clusters.ts';
import { plannedPairs } from '../stats/planned-pairs.ts';
import { nonInferiorityCases, nonInferiorityFloor } from '../stats/planning.ts';
import type { GateRates } from './evidence.ts';
import type { PlanBasis } from './margin-test.ts';

type PlanRates = Pick<GateRates, 'alphaPass' | 'power'>;

/** Where nothing could be tested yet: as if nothing would differ. */
const nothing: PlanBasis = {
  n: 0,
  variance: 0,
  factor: 1,
  clusterSize: 1,
  byCluster: false,
  isCounted: true,
};

/**
 * More cases that would give equal models a PASS at this margin with the asked power, if differences vary as they do
 * here and clusters are as large and as alike; null where that many are there already: the difference lies near the
 * margin then. Where people's labels carry the test, the cases are pairs that they have labelled.
 */
export function casesMissing(basis: PlanBasis | null, margin: number, rates: PlanRates): number | null {
  const { n } = basis ?? nothing;
  const more = casesNeeded(basis ?? nothing, margin, rates) - n;
  return more > 0 ? more : null;
}

/** The smallest margin that as many cases show with the asked power if the models are equal; null where it is 1. */
export function shownMargin(basis: PlanBasis, rates: PlanRates): number | null {
  let [low, high] = [0, 1];
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (casesNeeded(basis, middle, rates) <= basis.n) high = middle;
    else low = middle;
  }
  return high === 1 ? null : high;
}

/** Cases with which equal models pass at this margin with the asked power, if more vary and cluster as these do. */
export function casesNeeded(basis: PlanBasis, margin: number, rates: PlanRates): number {
  return Math.ceil(exactCases(basis, margin, rates) - 1e-9);
}

function exactCases(
  { variance, factor, clusterSize, byCluster, isCounted }: PlanBasis,
  margin: number,
  { alphaPass, power }: PlanRates,
): number {
  const independent = isCounted
    ? // The variance of equal models' differences is the share of cases on which they differ.
      plannedPairs(Math.min(1, variance), margin, alphaPass, power)
    : Math.max(
        nonInferiorityFloor(margin, alphaPass),
        nonInferiorityCases(variance, margin, alphaPass, power),
      );
  if (!byCluster) return independent * factor;
  const clusters = plannedClusters((variance * factor) / clusterSize, margin, alphaPass, power);
  return Math.max(independent * factor, clusters * clusterSize);
}
