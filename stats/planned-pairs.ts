import { normalQuantile } from './normal.ts';
import { type PairRates, regionProbability } from './paired-region.ts';
import { nonInferiorityCases, nonInferiorityFloor } from './planning.ts';
import { tangoScore } from './tango.ts';

/** From here on the normal approximation is as good as counting, and counting takes long. */
const mostCounted = 5000;

/** Counting takes milliseconds, and an arm and its slices ask for the same. */
const planned = new Map<string, number>();

/**
 * Probability that n independent pass/fail pairs are shown to be worse by less than `margin` at level alpha, by Tango's
 * score and, without a net gain, from the floor on; counted out over every table. Throws a RangeError for rates that are no probabilities.
 */
export function passProbability(n: number, rates: PairRates, margin: number, alpha: number): number {
  const z = normalQuantile(1 - alpha);
  const canTie = n >= nonInferiorityFloor(margin, alpha);
  const isShown = (gains: number, losses: number) =>
    (canTie || gains > losses) && tangoScore(gains, losses, n, -margin) >= z;
  return n === 0 ? 0 : regionProbability(n, isShown, rates);
}

/**
 * Pairs from which on equal models, of which one alone passes on the share `discordance` of the cases, are shown to be
 * no worse with at least the given power. Counted out: the chance goes up and down from one n to the next, so this is
 * where it stays above. The normal approximation, `nonInferiorityCases`, asks for too few where few cases differ.
 * Independent pairs; multiply by the design effect for clustered ones. At least the floor.
 * Throws a RangeError for a discordance outside [0, 1] or fractions outside (0, 1).
 */
export function plannedPairs(discordance: number, margin: number, alpha: number, power: number): number {
  const key = [discordance, margin, alpha, power].join();
  const known = planned.get(key) ?? countPairs(discordance, margin, alpha, power);
  planned.set(key, known);
  return known;
}

function countPairs(discordance: number, margin: number, alpha: number, power: number): number {
  const rates = evenRates(discordance);
  const floor = nonInferiorityFloor(margin, alpha);
  const approximate = Math.max(floor, Math.ceil(nonInferiorityCases(discordance, margin, alpha, power)));
  if (approximate > mostCounted) return approximate;
  const isPowered = (n: number) => passProbability(n, rates, margin, alpha) >= power;
  // One more loss is allowed about every 1/margin cases, and the chance falls in between.
  const tooth = Math.ceil(1 / margin);
  let n = approximate;
  for (let seen = n + tooth; seen >= n; seen -= 1) {
    if (isPowered(seen)) continue;
    n = seen + 1;
    seen = n + tooth + 1;
  }
  return n;
}

function evenRates(discordance: number): PairRates {
  if (!(discordance >= 0 && discordance <= 1)) {
    throw new RangeError(`a discordance must lie between 0 and 1, got ${discordance}`);
  }
  return { gain: discordance / 2, loss: discordance / 2 };
}
