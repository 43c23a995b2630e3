import { normalCdf } from './normal.ts';

/** An estimate of one of several like quantities. */
export interface Estimate {
  readonly value: number;
  readonly se: number;
}

/** What is believed of one of them once the others are known: normal, with this mean and deviation. */
export interface Posterior {
  readonly mean: number;
  readonly sd: number;
}

export interface Shrinkage {
  /** Cochran's Q: how much more the estimates differ than their errors explain. */
  readonly q: number;
  /** Variance of the true values among themselves; 0: no evidence that they differ. */
  readonly tauSquared: number;
  /** Where they lie on the whole. */
  readonly centre: number;
  /** In the order of the estimates. */
  readonly posteriors: readonly Posterior[];
}

/**
 * Shrinks estimates of like quantities towards their centre, the noisier the more: normal-normal empirical Bayes with
 * the between-variance of DerSimonian and Laird (1986), and the uncertainty of the centre added (Morris 1983).
 * It takes the luck out of the most extreme estimate; which one is the most extreme it does not know better.
 * Null for no estimates. Throws a RangeError for an error that is not positive: give counts pseudo-counts first.
 */
export function shrink(estimates: readonly Estimate[]): Shrinkage | null {
  const wrong = estimates.find(({ value, se }) => !(se > 0 && Number.isFinite(se) && Number.isFinite(value)));
  if (wrong !== undefined)
    throw new RangeError(`an error must be positive, got ${wrong.value} ± ${wrong.se}`);
  if (estimates.length === 0) return null;
  const fixed = weighted(estimates, 0);
  const q = estimates.reduce((sum, { value, se }) => sum + ((value - fixed.centre) / se) ** 2, 0);
  const squares = estimates.reduce((sum, { se }) => sum + se ** -4, 0);
  const scale = fixed.weight - squares / fixed.weight;
  const tauSquared = estimates.length < 2 ? 0 : Math.max(0, (q - (estimates.length - 1)) / scale);
  const { centre, weight } = weighted(estimates, tauSquared);
  const posteriors = estimates.map(({ value, se }) => {
    const pull = se ** 2 / (se ** 2 + tauSquared);
    return {
      mean: pull * centre + (1 - pull) * value,
      sd: Math.sqrt((1 - pull) * se ** 2 + pull ** 2 / weight),
    };
  });
  return { q, tauSquared, centre, posteriors };
}

/** Probability that the quantity lies below `bound`. */
export function probabilityBelow({ mean, sd }: Posterior, bound: number): number {
  return normalCdf((bound - mean) / sd);
}

function weighted(estimates: readonly Estimate[], tauSquared: number) {
  const weights = estimates.map(({ se }) => 1 / (se ** 2 + tauSquared));
  const weight = weights.reduce((sum, value) => sum + value, 0);
  const sum = estimates.reduce((total, { value }, i) => total + (weights[i] ?? 0) * value, 0);
  return { centre: sum / weight, weight };
}
