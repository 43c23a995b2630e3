import type { Origin } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import { clusteredMean } from '../stats/clustered-mean.ts';
import { designEffect } from '../stats/design-effect.ts';
import { familyP } from '../stats/family-p.ts';
import { groupSums } from '../stats/group-sums.ts';
import { mean } from '../stats/mean.ts';
import { stratifiedMean } from '../stats/stratified-mean.ts';
import { studentTCdf } from '../stats/student-t.ts';
import { variance } from '../stats/variance.ts';
import type { MarginTest } from './margin-test.ts';
import { type Sample, sampleOf, swapped } from './sample.ts';
import type { Slice } from './slices.ts';

/** A slice and the share that it counts with. */
export interface WeightedSlice {
  readonly share: number;
  readonly slice: Slice;
}

/** Clusters' shares of the index are counted in units of this many to the whole. */
const units = 5000;

/**
 * The slices that declared shares name: skills, of the real cases unless the name says `synthetic/`. Throws WEIGHTS_EMPTY
 * for a name that no skill with cases answers to.
 */
export function weightedSlices(
  weights: Readonly<Record<string, number>>,
  slices: readonly Slice[],
): readonly WeightedSlice[] {
  const skills = slices.filter(({ skill, edgeCase }) => skill !== null && edgeCase === null);
  return Object.entries(weights).map(([name, share]) => {
    const slice =
      skills.find((one) => one.name === name) ?? skills.find((one) => one.name === `real/${name}`);
    if (slice === undefined) {
      throw fault('WEIGHTS_EMPTY', `\`gate.weights\` names \`${name}\`, which has no case to weigh`, {
        hint: 'give shares to skills that have real cases, or write `synthetic/SKILL` for the generated ones',
      });
    }
    return { share, slice };
  });
}

/** The margin of an index: that of its arm, and the stricter of both where it draws on both. */
export function indexMargin(
  strata: readonly WeightedSlice[],
  margin: Readonly<Record<Origin, number>>,
): number {
  return Math.min(...strata.map(({ slice }) => margin[slice.origin]));
}

/**
 * Tests the mean over strata with declared shares: Student's t with the degrees of freedom of Welch, each stratum with
 * one whole gain and one whole loss added, and beside it a test that reckons with whole clusters lost. A missing case
 * counts as `missing`. Null where a stratum has fewer than two clusters.
 */
export function indexTest(
  strata: readonly WeightedSlice[],
  missing: 1 | -1 | null,
  sign: 1 | -1 = 1,
): MarginTest | null {
  const parts = strata.map(({ share, slice }) => {
    const sample = sampleOf(slice.cases, missing);
    return partOf(share, sign === 1 ? sample : swapped(sample));
  });
  const known = parts.filter((part) => part !== null);
  const padded = stratifiedMean(known.map((part) => ({ share: part.share, ...part.padded })));
  if (known.length < parts.length || padded === null) return null;
  const sum = (value: (part: Part) => number) => known.reduce((total, part) => total + value(part), 0);
  const estimate = sum(({ share, estimate }) => share * estimate);
  const { noise: shared, sizes } = acrossStrata(known);
  const noise = Math.sqrt(
    Math.max(
      sum((part) => part.noise),
      shared,
    ),
  );
  const error = Math.max(padded.se, Math.sqrt(shared));
  const t = (difference: number) => (padded.estimate - difference) / error;
  const n = sum((part) => part.n);
  return {
    estimate,
    pAtMost: (difference) =>
      Math.max(studentTCdf(-t(difference), padded.df), familyP(estimate, noise, sizes, difference)),
    pAtLeast: (difference) => studentTCdf(t(difference), padded.df),
    designEffect: 1,
    // A loss of one margin may lie in the stratum that carries the most with the fewest cases.
    effectiveN: Math.min(...known.map(({ effectiveN }) => effectiveN)),
    basis: { n, variance: noise ** 2 * n, factor: 1, clusterSize: 1, byCluster: true, isCounted: false },
  };
}

interface Part {
  readonly share: number;
  readonly n: number;
  readonly estimate: number;
  readonly padded: { readonly estimate: number; readonly se: number; readonly df: number };
  /** What it adds to the variance of the index. */
  readonly noise: number;
  /** By cluster: how far it moves the index, and its share of it. */
  readonly pulls: ReadonlyMap<string, { readonly pull: number; readonly weight: number }>;
  readonly effectiveN: number;
}

/** Clusters may lie in several strata: what they do to the index as wholes. */
function acrossStrata(parts: readonly Part[]): { readonly noise: number; readonly sizes: readonly number[] } {
  const totals = new Map<string, { pull: number; weight: number }>();
  for (const { pulls } of parts) {
    for (const [cluster, { pull, weight }] of pulls) {
      const before = totals.get(cluster) ?? { pull: 0, weight: 0 };
      totals.set(cluster, { pull: before.pull + pull, weight: before.weight + weight });
    }
  }
  const all = [...totals.values()];
  const squares = all.reduce((sum, { pull }) => sum + pull ** 2, 0);
  return {
    noise: (squares * all.length) / Math.max(1, all.length - 1),
    sizes: all.map(({ weight }) => Math.max(1, Math.round(units * weight))),
  };
}

function partOf(share: number, { values, clusters }: Sample): Part | null {
  const n = values.length;
  const effect = designEffect(values, clusters);
  const padded = clusteredMean([...values, 1, -1], [...clusters, ' gain', ' loss']);
  if (effect === null || padded === null) return null;
  return {
    share,
    n,
    estimate: mean(values),
    padded,
    noise: (share ** 2 * (variance(values) ?? 0) * effect.factor) / n,
    pulls: new Map(
      [...groupSums(values, clusters)].map(([cluster, group]) => [
        cluster,
        { pull: (share * (group.sum - group.n * mean(values))) / n, weight: (share * group.n) / n },
      ]),
    ),
    effectiveN: n / effect.factor / share,
  };
}
