import { type DesignEffect, designEffect } from '../stats/design-effect.ts';
import { familyP } from '../stats/family-p.ts';
import { normalCdf } from '../stats/normal.ts';
import { tangoChurn, tangoScore } from '../stats/tango.ts';
import { variance } from '../stats/variance.ts';
import { averageClusterSize, clusterSizes } from './cluster-sizes.ts';
import type { MarginTest } from './margin-test.ts';
import type { Sample } from './sample.ts';

/**
 * Tests gains, ties and losses (1, 0, −1): Tango's (1998) score on counts divided by the design effect of the clusters,
 * and beside it, to be shown above a difference, a test that stands where the difference comes about in whole clusters.
 * The design effect is read from what differs; families that break as a whole but rarely leave no trace in it until one
 * is met. Null for fewer than two clusters: nothing shows how alike they are.
 */
export function passFailTest(sample: Sample): MarginTest | null {
  const { values, clusters, second } = sample;
  const own = designEffect(values, clusters);
  const other = second === null ? null : designEffect(values, second);
  if (own === null || (second !== null && other === null)) return null;
  const n = values.length;
  const gains = values.filter((value) => value === 1).length;
  const losses = values.filter((value) => value === -1).length;
  // Alike for both reasons: what either adds to the variance of independent cases is added.
  const factor = own.factor + (other === null ? 0 : other.factor - 1);
  const scoreAt = (difference: number) => tangoScore(gains / factor, losses / factor, n / factor, difference);
  // Where clusters are alike throughout, the counts are those of clusters already.
  const families = [
    ...(isPartlyAlike(own, n) ? [clusterSizes(clusters)] : []),
    ...(second !== null && other !== null && isPartlyAlike(other, n) ? [clusterSizes(second)] : []),
  ];
  const estimate = (gains - losses) / n;
  return {
    estimate,
    pAtMost: (difference) => {
      const churn = Math.sqrt((tangoChurn(gains, losses, n, difference) * factor) / n);
      return Math.max(
        normalCdf(-scoreAt(difference)),
        ...families.map((sizes) => familyP(estimate, churn, sizes, difference)),
      );
    },
    pAtLeast: (difference) => normalCdf(scoreAt(difference)),
    designEffect: factor,
    effectiveN: n / factor,
    basis: {
      n,
      variance: variance(values) ?? 0,
      factor,
      clusterSize: averageClusterSize(clusters),
      byCluster: families.length > 0,
      isCounted: true,
    },
  };
}

function isPartlyAlike({ icc, clusters }: DesignEffect, n: number): boolean {
  return icc < 1 && clusters < n;
}
