import type { LabelSource } from '../core/gate-decision.ts';
import type { Interval } from '../stats/interval.ts';
import { nonInferiorityFloor } from '../stats/planning.ts';
import { type Estimator, type EstimatorOptions, estimatorFor } from './estimate.ts';
import { type MarginTest, type PlanBasis, possibleDifferences } from './margin-test.ts';
import type { PairedCase } from './paired-case.ts';
import { differenceOf, sampleOf } from './sample.ts';

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
  readonly labels: LabelSource;
  readonly humanPairs: number;
  /** Weight of the judged scores beside people's labels; null where it is not tuned. */
  readonly lambda: number | null;
  /** Null where nothing can be tested. */
  readonly basis: PlanBasis | null;
}

export type WeighOptions = EstimatorOptions & Pick<GateRates, 'alphaPass'>;

/**
 * Weighs paired cases against a margin by the test that fits their scores and labels (statistics.md §9 of the design).
 * Fewer than two clusters show nothing, whatever their size. A missing case counts against either verdict.
 */
export function weigh(cases: readonly PairedCase[], margin: number, options: WeighOptions): Evidence {
  return weighWith(estimatorFor(cases, options), cases, margin, options);
}

/** The same by a given estimator of these cases. */
export function weighWith(
  estimator: Estimator,
  cases: readonly PairedCase[],
  margin: number,
  { alphaPass }: Pick<GateRates, 'alphaPass'>,
): Evidence {
  const { values, clusters } = sampleOf(cases, null);
  const n = values.length;
  const [seen, worst, best] = [estimator.test(null), estimator.test(-1), estimator.test(1)];
  const mirrored = estimator.test(null, -1);
  const pPass = worst?.pAtMost(-margin) ?? null;
  return {
    n,
    clusters: new Set(clusters).size,
    designEffect: seen?.designEffect ?? null,
    gains: values.filter((value) => value > 0).length,
    losses: values.filter((value) => value < 0).length,
    missing: cases.length - n,
    baseline: meanOf(cases, ({ baseline }) => baseline),
    candidate: meanOf(cases, ({ candidate }) => candidate),
    difference: seen?.estimate ?? meanOf(cases, differenceOf),
    interval: seen === null || mirrored === null ? null : possibleDifferences(seen, mirrored, alphaPass),
    level: 1 - 2 * alphaPass,
    margin,
    pPass,
    pFail: best?.pAtLeast(-margin) ?? null,
    isShown: worst !== null && pPass !== null && pPass <= alphaPass && isAboveFloor(worst, margin, alphaPass),
    labels: estimator.labels,
    humanPairs: estimator.humanPairs,
    lambda: estimator.lambda(),
    basis: seen?.basis ?? null,
  };
}

/** Mean over the cases that both models have a score for; null where there is none. */
function meanOf(cases: readonly PairedCase[], pick: (item: PairedCase) => number | null): number | null {
  const scored = cases.filter((item) => differenceOf(item) !== null);
  if (scored.length === 0) return null;
  return scored.reduce((sum, item) => sum + (pick(item) ?? 0), 0) / scored.length;
}

/** Without a net gain, fewer cases than the floor cannot rule a loss of one margin out. */
function isAboveFloor({ estimate, effectiveN }: MarginTest, margin: number, alpha: number): boolean {
  return estimate > 0 || effectiveN >= nonInferiorityFloor(margin, alpha);
}
