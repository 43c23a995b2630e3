import { designEffect } from '../stats/design-effect.ts';
import type { Interval } from '../stats/interval.ts';
import { inferiorityP, isAboveFloor, nonInferiorityP, type PairedCounts } from '../stats/non-inferiority.ts';
import { tangoInterval } from '../stats/tango.ts';
import { variance } from '../stats/variance.ts';
import type { PairedCase } from './paired-case.ts';

/** The error rates and the power that a gate is asked for. */
export interface GateRates {
  readonly alphaPass: number;
  readonly alphaFail: number;
  readonly power: number;
}

/** What a set of paired cases shows about a margin. */
export interface Evidence {
  readonly n: number;
  readonly clusters: number;
  readonly designEffect: number | null;
  readonly gains: number;
  readonly losses: number;
  readonly missing: number;
  readonly baseline: number | null;
  readonly candidate: number | null;
  readonly difference: number | null;
  readonly interval: Interval | null;
  readonly level: number;
  readonly margin: number;
  /** p of "worse by the margin or more", with every missing case counted as a loss. */
  readonly pPass: number | null;
  /** p of "no worse than the margin", with every missing case counted as a gain; not yet adjusted. */
  readonly pFail: number | null;
  /** Shown to be no worse: pPass is small enough and there are enough cases for that. */
  readonly isShown: boolean;
  /** Sample variance of the differences; null for fewer than two cases. */
  readonly spread: number | null;
}

/** Paired differences with their clusters. */
interface Differences {
  readonly values: readonly number[];
  readonly clusters: readonly string[];
}

/**
 * Weighs paired pass/fail cases against a margin: Tango's score test on counts divided by the design effect
 * (statistics.md §1.2 and §9 of the design; Tango 1998). Fewer than two clusters show nothing, whatever their size.
 */
export function weigh(
  cases: readonly PairedCase[],
  margin: number,
  rates: Pick<GateRates, 'alphaPass'>,
): Evidence {
  const scored = cases.flatMap(({ candidate, baseline, cluster }) =>
    candidate === null || baseline === null ? [] : [{ candidate, baseline, cluster }],
  );
  const n = scored.length;
  const seen = {
    values: scored.map((item) => item.candidate - item.baseline),
    clusters: scored.map((item) => item.cluster),
  };
  const counts = scaledCounts(seen);
  const level = 1 - 2 * rates.alphaPass;
  const mean = (pick: (item: (typeof scored)[number]) => number) =>
    n === 0 ? null : scored.reduce((sum, item) => sum + pick(item), 0) / n;
  const worst = scaledCounts(withMissing(cases, -1));
  const pPass = worst === null ? null : nonInferiorityP(worst, margin);
  return {
    n,
    clusters: new Set(seen.clusters).size,
    designEffect: counts?.factor ?? null,
    gains: seen.values.filter((value) => value > 0).length,
    losses: seen.values.filter((value) => value < 0).length,
    missing: cases.length - n,
    baseline: mean((item) => item.baseline),
    candidate: mean((item) => item.candidate),
    difference: mean((item) => item.candidate - item.baseline),
    interval: counts === null ? null : tangoInterval(counts.gains, counts.losses, counts.n, level),
    level,
    margin,
    pPass,
    pFail: pFailOf(cases, margin),
    isShown:
      worst !== null &&
      pPass !== null &&
      pPass <= rates.alphaPass &&
      isAboveFloor(worst, margin, rates.alphaPass),
    spread: variance(seen.values),
  };
}

interface ScaledCounts extends PairedCounts {
  readonly factor: number;
}

/** Counts divided by the design effect; null where it cannot be estimated. */
function scaledCounts({ values, clusters }: Differences): ScaledCounts | null {
  const effect = designEffect(values, clusters);
  if (effect === null) return null;
  const gains = values.filter((value) => value > 0).length / effect.factor;
  const losses = values.filter((value) => value < 0).length / effect.factor;
  return { gains, losses, n: values.length / effect.factor, factor: effect.factor };
}

function withMissing(cases: readonly PairedCase[], missing: 1 | -1): Differences {
  const values = cases.map(({ candidate, baseline }) =>
    candidate === null || baseline === null ? missing : candidate - baseline,
  );
  return { values, clusters: cases.map((item) => item.cluster) };
}

function pFailOf(cases: readonly PairedCase[], margin: number): number | null {
  const best = scaledCounts(withMissing(cases, 1));
  return best === null ? null : inferiorityP(best, margin);
}
