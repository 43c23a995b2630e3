import { binomialPmf } from './binomial.ts';

/** Tables this much less likely than one are left out of a sum. */
const negligible = 1e-17;

/** Chances that a pair is a gain, and that it is a loss. */
export interface PairRates {
  readonly gain: number;
  readonly loss: number;
}

/**
 * Probability that n independent pairs land in a region of gains and losses that more gains only lead into and more
 * losses only lead out of. Every table is counted: by numbers of losses, with the tail of gains carried from one number
 * to the next. `isInside` is asked about the edge of the region only.
 * Throws a RangeError for rates that are no probabilities.
 */
export function regionProbability(
  n: number,
  isInside: (gains: number, losses: number) => boolean,
  { gain, loss }: PairRates,
): number {
  if (!(gain >= 0 && loss >= 0 && gain + loss <= 1 + 1e-12)) {
    throw new RangeError(`${gain} and ${loss} are no probabilities of a gain and a loss`);
  }
  const rate = loss >= 1 ? 0 : Math.min(1, gain / (1 - loss));
  const first = firstLikely(n, Math.min(1, loss));
  let trials = n - first;
  let from = leastGains(trials, (gains) => isInside(gains, first));
  let tail = upperTail(from, trials, rate);
  let sum = 0;
  for (let losses = first; losses <= n; losses += 1) {
    const weight = binomialPmf(losses, n, Math.min(1, loss));
    if (losses > n * loss && weight < negligible) break;
    if (trials > n - losses) {
      // One trial fewer: what reached the edge with its last success no longer does.
      trials -= 1;
      tail -= rate * binomialPmf(from - 1, trials, rate);
    }
    while (from <= trials && !isInside(from, losses)) {
      tail -= binomialPmf(from, trials, rate);
      from += 1;
    }
    sum += weight * Math.max(0, tail);
  }
  return sum;
}

/** The fewest gains inside, by bisection; one more than there is room for where there are none. */
function leastGains(room: number, isInside: (gains: number) => boolean): number {
  let [low, high] = [0, room + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isInside(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The fewest losses that are not all but impossible. */
function firstLikely(n: number, loss: number): number {
  let losses = Math.floor(n * loss);
  while (losses > 0 && binomialPmf(losses - 1, n, loss) > negligible) losses -= 1;
  return losses;
}

function upperTail(from: number, trials: number, rate: number): number {
  let sum = 0;
  // From the far end, so that small terms are added first.
  for (let k = trials; k >= from; k -= 1) sum += binomialPmf(k, trials, rate);
  return sum;
}
