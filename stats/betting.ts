import type { GroupSum } from './group-sums.ts';

/** What is bet against: a mean on the other side of `bound`. */
export interface Wager {
  /** A mean of values in [−1, 1]; strictly between them. */
  readonly bound: number;
  /** `above` gathers evidence that the mean lies above the bound, `below` that it lies below. */
  readonly side: 'above' | 'below';
  /** Size of the largest cluster that can come, known before the first one. Default: 1. */
  readonly largest?: number;
}

/** Shares k/11 of the largest bet that cannot go broke. */
const shares = Array.from({ length: 10 }, (_, k) => (k + 1) / 11);

/**
 * Wealth, as its natural logarithm, after each cluster of values in [−1, 1], of a gambler who starts with 1 and divides
 * it over ten fixed bets that the mean lies beyond the bound (Waudby-Smith and Ramdas 2024, betting martingales). Where
 * it does not, the chance that the wealth ever reaches 1/alpha is at most alpha: one may look after every cluster and
 * stop at will, if the order of the clusters was fixed before. A product of gains, so the order inside a batch does not
 * matter. The mean is that of values: clusters weigh by their size.
 * Throws a RangeError for a bound outside (−1, 1) and for a cluster that is larger than the largest or holds values
 * outside [−1, 1].
 */
export function bettingWealth(clusters: readonly GroupSum[], wager: Wager): readonly number[] {
  const { bound, side, largest = 1 } = wager;
  requireBound(bound);
  const sign = side === 'above' ? 1 : -1;
  const logs = shares.map(() => 0);
  return clusters.map((cluster) => {
    requireCluster(cluster, largest);
    // The worst a cluster can do is −1, whatever its size.
    const gain = (sign * (cluster.sum - bound * cluster.n)) / (largest * (1 + sign * bound));
    shares.forEach((share, k) => {
      logs[k] = (logs[k] ?? 0) + Math.log1p(share * gain);
    });
    return logMean(logs);
  });
}

/**
 * The same for single values that are drawn without replacement from a fixed list of `population`: a bet on that list's
 * own mean, whose remaining values are known the better the fewer are left. −Infinity and Infinity once the rest can no
 * longer lie beyond the bound, or must. Here the order counts.
 */
export function bettingWealthOfList(
  values: readonly number[],
  population: number,
  { bound, side }: Pick<Wager, 'bound' | 'side'>,
): readonly number[] {
  requireBound(bound);
  const sign = side === 'above' ? 1 : -1;
  const logs = shares.map(() => 0);
  let seen = 0;
  return values.map((value, i) => {
    requireCluster({ sum: value, n: 1 }, 1);
    const remaining = (population * bound - seen) / (population - i);
    seen += value;
    const room = 1 + sign * remaining;
    const gain = sign * (value - remaining);
    shares.forEach((share, k) => {
      logs[k] = (logs[k] ?? 0) + stakeGain(share, gain, room);
    });
    return logMean(logs);
  });
}

/** Logarithm of what one bet multiplies its wealth by, where the bound has moved to the edge of the possible or past it. */
function stakeGain(share: number, gain: number, room: number): number {
  if (room > 2) return Number.NEGATIVE_INFINITY;
  if (room > 0) return Math.log1p((share * gain) / room);
  return room < 0 || gain > 0 ? Number.POSITIVE_INFINITY : 0;
}

function logMean(logs: readonly number[]): number {
  const most = Math.max(...logs);
  if (!Number.isFinite(most)) return most;
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}

function requireBound(bound: number): void {
  if (!(Math.abs(bound) < 1)) throw new RangeError(`a bound must lie between -1 and 1, got ${bound}`);
}

function requireCluster({ sum, n }: GroupSum, largest: number): void {
  if (!(n >= 1 && n <= largest))
    throw new RangeError(`a cluster of ${n} values, where the largest was said to have ${largest}`);
  // Sums of many values can pass their number by a rounding error.
  if (!(Math.abs(sum) <= n * (1 + 1e-9)))
    throw new RangeError(`values must lie in [-1, 1], got a sum of ${sum} for ${n}`);
}
