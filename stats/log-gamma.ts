const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
/** Below this the series is not exact to double precision, and the recurrence lifts the argument above it. */
const SERIES_FROM = 10;
/** B_2k / (2k (2k − 1)) for k = 1 … 8, with Bernoulli numbers B. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400];

/**
 * Natural logarithm of the gamma function for x > 0: Stirling's series, reached through Γ(x + 1) = xΓ(x).
 * Infinity at 0; throws a RangeError for negative arguments.
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) throw new RangeError(`logGamma is defined for x >= 0, got ${x}`);
  if (x === 0) return Number.POSITIVE_INFINITY;
  let product = 1;
  let lifted = x;
  while (lifted < SERIES_FROM) {
    product *= lifted;
    lifted += 1;
  }
  const inverseSquare = 1 / (lifted * lifted);
  const series = STIRLING.reduceRight((sum, coefficient) => sum * inverseSquare + coefficient, 0) / lifted;
  return (lifted - 0.5) * Math.log(lifted) - lifted + HALF_LOG_TWO_PI + series - Math.log(product);
}
