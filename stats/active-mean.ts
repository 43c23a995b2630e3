import { mean } from './mean.ts';
import { variance } from './variance.ts';

/** A case that was to be labelled with a known probability, and was or was not. */
export interface ActiveCase {
  readonly prediction: number;
  /** The trusted label; null where the draw left it out. */
  readonly label: number | null;
  /** The probability with which it was drawn, in (0, 1]. */
  readonly probability: number;
}

/**
 * Mean of the labels over all cases where the labelled ones were chosen with known probabilities: augmented inverse
 * probability weighting, mean of f + (Y − f)/π over the labelled and f over the rest (Zrnic and Candès 2024, active
 * inference). Valid for any predictions; every case needs a probability above 0, drawn before its label was seen.
 * Null for fewer than two cases. Throws a RangeError for a probability outside (0, 1].
 */
export function activeMean(
  cases: readonly ActiveCase[],
): { readonly estimate: number; readonly se: number } | null {
  const terms = cases.map(activeTerm);
  const spread = variance(terms);
  return spread === null ? null : { estimate: mean(terms), se: Math.sqrt(spread / terms.length) };
}

/** What one case adds to the mean of {@link activeMean}; for clustered cases the terms are summed by cluster. */
export function activeTerm({ prediction, label, probability }: ActiveCase): number {
  if (!(probability > 0 && probability <= 1)) {
    throw new RangeError(`the probability of a label must lie in (0, 1], got ${probability}`);
  }
  return label === null ? prediction : prediction + (label - prediction) / probability;
}
