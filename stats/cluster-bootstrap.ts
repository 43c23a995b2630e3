import { groupSums } from './group-sums.ts';
import type { Interval } from './interval.ts';
import { mean } from './mean.ts';
import { mulberry32 } from './mulberry32.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { quantile } from './quantile.ts';
import { requireFraction } from './require-fraction.ts';

/** A mean resampled by whole clusters. */
export interface ClusterBootstrap {
  readonly estimate: number;
  /** Means of the resampled sets, from small to large. */
  readonly means: readonly number[];
  /** How far the estimate lies from their middle, as a normal quantile. */
  readonly bias: number;
  /** How fast the error changes with the mean, from leaving out one cluster at a time. */
  readonly acceleration: number;
}

/**
 * Bootstrap of a mean by resampling clusters with replacement: sum over count of what was drawn, `resamples` times.
 * For reports: like every bootstrap it has no width where nothing differs, so no margin is decided on it.
 * Null for fewer than two clusters. Throws a RangeError when the lists differ in length.
 */
export function clusterBootstrap(
  values: readonly number[],
  clusters: readonly string[],
  options: { readonly resamples: number; readonly seed: number },
): ClusterBootstrap | null {
  const groups = [...groupSums(values, clusters).values()];
  if (groups.length < 2) return null;
  const random = mulberry32(options.seed);
  const drawn = Array.from({ length: options.resamples }, () => {
    let [sum, n] = [0, 0];
    for (let i = 0; i < groups.length; i += 1) {
      const group = groups[Math.floor(random() * groups.length)];
      sum += group?.sum ?? 0;
      n += group?.n ?? 0;
    }
    return sum / n;
  });
  const total = groups.reduce((sum, group) => sum + group.sum, 0);
  const estimate = total / values.length;
  const left = groups.map((group) => (total - group.sum) / (values.length - group.n));
  return {
    estimate,
    means: drawn.sort((a, b) => a - b),
    bias: biasOf(drawn, estimate),
    acceleration: skewOf(left),
  };
}

/**
 * Bias-corrected and accelerated interval (Efron 1987) of a bootstrap, at most as wide as its means reach; the estimate
 * alone where all of them are equal.
 */
export function bcaInterval(
  { means, bias, acceleration, estimate }: ClusterBootstrap,
  confidence: number,
): Interval {
  requireFraction('confidence', confidence);
  if (means[0] === means.at(-1)) return [estimate, estimate];
  const end = (p: number) => {
    const z = bias + normalQuantile(p);
    return quantile(means, normalCdf(bias + z / (1 - acceleration * z)));
  };
  return [end((1 - confidence) / 2), end((1 + confidence) / 2)];
}

function biasOf(means: readonly number[], estimate: number): number {
  const below = means.filter((value) => value < estimate).length;
  const equal = means.filter((value) => value === estimate).length;
  const share = (below + equal / 2) / means.length;
  // Half a resample on either side keeps the quantile finite.
  const edge = 0.5 / means.length;
  return normalQuantile(Math.min(1 - edge, Math.max(edge, share)));
}

function skewOf(left: readonly number[]): number {
  const centre = mean(left);
  const squares = left.reduce((sum, value) => sum + (centre - value) ** 2, 0);
  const cubes = left.reduce((sum, value) => sum + (centre - value) ** 3, 0);
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
