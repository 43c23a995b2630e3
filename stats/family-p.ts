import { binomialPmf } from './binomial.ts';
import { normalCdf } from './normal.ts';

/** Scores this far out have no weight that a p-value could show. */
const reach = 8;

/**
 * Chance of a mean of at least `estimate` where the true one is `difference` and comes about in whole clusters: each of
 * them, by itself, is lost (for a difference below 0) or gained as a whole, beside normal noise with the deviation
 * `noise`. `sizes` are those of the clusters. With few clusters it is large although single values hardly vary: nobody
 * has seen the cluster that breaks. Every sum of cluster sizes is counted; without any noise, for no difference at all
 * seen, it is (1 − |difference|)^clusters.
 * Throws a RangeError for a difference outside [−1, 1], negative noise or no clusters.
 */
export function familyP(
  estimate: number,
  noise: number,
  sizes: readonly number[],
  difference: number,
): number {
  if (!(Math.abs(difference) <= 1)) throw new RangeError(`difference must lie in [-1, 1], got ${difference}`);
  if (!(noise >= 0)) throw new RangeError(`noise must be at least 0, got ${noise}`);
  if (sizes.length === 0) throw new RangeError('there must be clusters');
  const n = sizes.reduce((sum, size) => sum + size, 0);
  // A rounding error must not part a sum of sizes from the same sum in the estimate.
  const slack = 1e-12;
  if (difference <= 0) {
    const most = Math.floor(n * (reach * noise - estimate + slack));
    const chances = brokenSizes(sizes, -difference, Math.min(n, most));
    return expected(chances, (broken) => upperTail(estimate + broken / n - slack, noise));
  }
  const most = Math.ceil(n * (estimate + reach * noise));
  const chances = brokenSizes(sizes, difference, Math.min(n, most));
  return 1 - expected(chances, (broken) => 1 - upperTail(estimate - broken / n - slack, noise));
}

/** A mean of probabilities; that many chances add up to 1 is true but for rounding. */
function expected(chances: readonly number[], value: (broken: number) => number): number {
  return Math.min(
    1,
    chances.reduce((sum, chance, broken) => sum + chance * value(broken), 0),
  );
}

/** Chance of normal noise of at least `distance`. */
function upperTail(distance: number, noise: number): number {
  if (noise === 0) return distance <= 0 ? 1 : 0;
  return normalCdf(-distance / noise);
}

/** For each number of values up to `most` the chance that so many lie in broken clusters. */
function brokenSizes(sizes: readonly number[], rate: number, most: number): readonly number[] {
  if (most < 0) return [];
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  let chances: readonly number[] = [1];
  for (const [size, count] of counts) {
    const next = new Array<number>(Math.min(most + 1, chances.length + size * count)).fill(0);
    for (let broken = 0; broken <= count && broken * size <= most; broken += 1) {
      const weight = binomialPmf(broken, count, rate);
      for (let i = 0; i < chances.length && i + broken * size <= most; i += 1) {
        next[i + broken * size] = (next[i + broken * size] ?? 0) + weight * (chances[i] ?? 0);
      }
    }
    chances = next;
  }
  return chances;
}
