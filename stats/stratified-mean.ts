/** The mean of one stratum with its error, and the share that the stratum counts with. */
export interface Stratum {
  readonly share: number;
  readonly estimate: number;
  readonly se: number;
  /** Degrees of freedom of the error: n − 1 for independent cases. */
  readonly df: number;
}

/**
 * Mean over strata with declared shares, Σ share·mean, with the degrees of freedom of Welch and Satterthwaite,
 * (Σv)²/Σ(v²/df). Shares are the caller's: they should add up to 1. Without any error df is that of the least stratum.
 * Null for no strata. Throws a RangeError for a share below 0 or degrees of freedom that are not positive.
 */
export function stratifiedMean(
  strata: readonly Stratum[],
): { readonly estimate: number; readonly se: number; readonly df: number } | null {
  const wrong = strata.find(({ share, df }) => !(share >= 0 && df > 0));
  if (wrong !== undefined)
    throw new RangeError(
      `a stratum needs a share and degrees of freedom, got ${wrong.share} and ${wrong.df}`,
    );
  if (strata.length === 0) return null;
  const variances = strata.map(({ share, se }) => (share * se) ** 2);
  const total = variances.reduce((sum, value) => sum + value, 0);
  const squares = strata.reduce((sum, { df }, i) => sum + (variances[i] ?? 0) ** 2 / df, 0);
  return {
    estimate: strata.reduce((sum, { share, estimate }) => sum + share * estimate, 0),
    se: Math.sqrt(total),
    df: squares === 0 ? Math.min(...strata.map(({ df }) => df)) : total ** 2 / squares,
  };
}
