import { clusteredMean } from '../stats/clustered-mean.ts';
import { designEffect } from '../stats/design-effect.ts';
import { familyP } from '../stats/family-p.ts';
import { mean } from '../stats/mean.ts';
import { studentTCdf } from '../stats/student-t.ts';
import { twoWayMean } from '../stats/two-way-mean.ts';
import { variance } from '../stats/variance.ts';
import { averageClusterSize, clusterSizes } from './cluster-sizes.ts';
import type { MarginTest } from './margin-test.ts';
import type { Sample } from './sample.ts';

/**
 * Tests differences of any size in [−1, 1]: Student's t on the cluster-robust mean (CR2, Satterthwaite), with one whole
 * gain and one whole loss added, each a cluster of its own, for what has not happened yet; and beside it, to be shown
 * above a difference, a test that stands where the difference comes about in whole clusters lost at once. With a second
 * clustering its two-way error counts too. Null for fewer than two clusters.
 */
export function scoreTest({ values, clusters, second }: Sample): MarginTest | null {
  const own = designEffect(values, clusters);
  const other = second === null ? null : designEffect(values, second);
  if (own === null || (second !== null && other === null)) return null;
  const padded = [...values, 1, -1];
  const means = [
    clusteredMean(padded, [...clusters, ' gain', ' loss']),
    second === null
      ? null
      : twoWayMean(padded, [...clusters, ' gain', ' loss'], [...second, ' gain', ' loss']),
  ].filter((found) => found !== null);
  const factor = own.factor + (other === null ? 0 : other.factor - 1);
  const n = values.length;
  const estimate = mean(values);
  const spread = variance(values) ?? 0;
  const noise = Math.sqrt((spread * factor) / n);
  const families = [clusters, ...(second === null ? [] : [second])].map(clusterSizes);
  const worst = (p: (t: number, df: number) => number, difference: number) =>
    Math.max(...means.map((found) => p((found.estimate - difference) / found.se, found.df)));
  return {
    estimate,
    pAtMost: (difference) =>
      Math.max(
        worst((t, df) => studentTCdf(-t, df), difference),
        ...families.map((sizes) => familyP(estimate, noise, sizes, difference)),
      ),
    pAtLeast: (difference) => worst(studentTCdf, difference),
    designEffect: factor,
    effectiveN: n / factor,
    basis: {
      n,
      variance: spread,
      factor,
      clusterSize: averageClusterSize(clusters),
      byCluster: true,
      isCounted: false,
    },
  };
}
