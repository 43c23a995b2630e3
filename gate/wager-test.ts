import { bettingWealth } from '../stats/betting.ts';
import { designEffect } from '../stats/design-effect.ts';
import type { GroupSum } from '../stats/group-sums.ts';
import { mean } from '../stats/mean.ts';
import { variance } from '../stats/variance.ts';
import { averageClusterSize } from './cluster-sizes.ts';
import type { MarginTest } from './margin-test.ts';
import type { Sample } from './sample.ts';

/** The order in which clusters are bet on, fixed before the first score was seen. */
export interface WagerSteps {
  /** The step that a cluster belongs to: clusters that share a second cluster are one step. */
  readonly stepOf: ReadonlyMap<string, number>;
  /** Cases in the largest step. */
  readonly largest: number;
}

/**
 * Tests by betting, one step after the other: p is the inverse of the most wealth that there was at any step, so it
 * stands however often one looks and whenever one stops. Needs no design effect and no floor: a step counts as a whole,
 * and the wealth cannot reach 1/alpha below the floor. Null for fewer than two steps.
 */
export function wagerTest({ values, clusters }: Sample, { stepOf, largest }: WagerSteps): MarginTest | null {
  const sums = new Map<number, GroupSum>();
  clusters.forEach((cluster, i) => {
    const step = stepOf.get(cluster);
    if (step === undefined) throw new RangeError(`the cluster ${cluster} has no place in the order`);
    const { sum, n } = sums.get(step) ?? { sum: 0, n: 0 };
    sums.set(step, { sum: sum + (values[i] ?? 0), n: n + 1 });
  });
  if (sums.size < 2) return null;
  const steps = [...sums].sort(([one], [other]) => one - other).map(([, own]) => own);
  const p = (side: 'above' | 'below', difference: number) => {
    if (Math.abs(difference) >= 1) return 1;
    const path = bettingWealth(steps, { bound: difference, side, largest });
    return Math.min(1, Math.exp(-Math.max(0, ...path)));
  };
  const factor = designEffect(values, clusters)?.factor ?? 1;
  return {
    estimate: mean(values),
    pAtMost: (difference) => (difference <= -1 ? 0 : p('above', difference)),
    pAtLeast: (difference) => (difference >= 1 ? 0 : p('below', difference)),
    designEffect: factor,
    effectiveN: Number.POSITIVE_INFINITY,
    // What a fixed number of cases would need: a wager needs about as many where it does not end early.
    basis: {
      n: values.length,
      variance: variance(values) ?? 0,
      factor,
      clusterSize: averageClusterSize(clusters),
      byCluster: averageClusterSize(clusters) > 1,
      isCounted: values.every(Number.isInteger),
    },
  };
}
