import type { Origin } from '../../core/case.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { mean } from '../../stats/mean.ts';
import { variance } from '../../stats/variance.ts';
import { varianceComponents } from '../../stats/variance-components.ts';

/** What more attempts at the same cases are worth, beside more cases. */
export interface RepeatsWorth {
  readonly origin: Origin;
  /** Cases with every attempt of both models. */
  readonly n: number;
  /** Attempts a case. */
  readonly attempts: { readonly candidate: number; readonly baseline: number };
  /** Share of the variance of a case's difference that its attempts make: the models' own noise. */
  readonly noise: number;
  /** New cases that would steady the mean as much as twice the attempts. */
  readonly twice: number;
  /** The same for any number of attempts; null: there is nothing but noise. */
  readonly most: number | null;
}

/**
 * Splits what cases differ by into what the cases make and what the attempts make (statistics.md §1.3 of the design:
 * Var = ω² + σ²/K). Null for an arm with fewer than two cases, or where a model has one attempt a case: nothing shows its
 * noise then.
 */
export function repeatsWorth(origin: Origin, pairs: readonly PairedCase[]): RepeatsWorth | null {
  const all = pairs.flatMap((pair) =>
    pair.origin === origin && pair.attempts !== undefined ? [pair.attempts] : [],
  );
  const most = (model: 'candidate' | 'baseline') => Math.max(0, ...all.map((one) => one[model].length));
  const attempts = { candidate: most('candidate'), baseline: most('baseline') };
  const whole = all.filter(
    ({ candidate, baseline }) =>
      candidate.length === attempts.candidate && baseline.length === attempts.baseline,
  );
  const candidate = varianceComponents(whole.map((one) => one.candidate));
  const baseline = varianceComponents(whole.map((one) => one.baseline));
  if (candidate === null || baseline === null) return null;
  const n = whole.length;
  const total = variance(whole.map((one) => mean(one.candidate) - mean(one.baseline))) ?? 0;
  const made = candidate.within / attempts.candidate + baseline.within / attempts.baseline;
  // By chance the attempts may seem to make more than there is.
  const noise = made === 0 ? 0 : Math.min(1, made / total);
  return {
    origin,
    n,
    attempts,
    noise,
    twice: Math.floor(n / (1 - noise / 2) - n),
    most: noise === 1 ? null : Math.floor(n / (1 - noise) - n),
  };
}
