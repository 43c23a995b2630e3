import type { Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { requireFraction } from './require-fraction.ts';

/** How a judge did on cases that people had labelled. */
export interface JudgeAccuracy {
  /** Share of the cases labelled as failed that the judge fails too. */
  readonly specificity: number;
  /** How many cases were labelled as failed. */
  readonly negatives: number;
  /** Share of the cases labelled as passed that the judge passes too. */
  readonly sensitivity: number;
  readonly positives: number;
}

/**
 * Rate of passes that people would give, from the rate that a judge gives: (p + specificity − 1)/(specificity +
 * sensitivity − 1), within [0, 1] (Rogan and Gladen 1978). Calibrate the judge for each model by itself: errors that
 * differ between models turn a shared calibration the wrong way.
 * Null where the judge is no better than chance: nothing can be corrected by it. Throws a RangeError for rates outside
 * [0, 1].
 */
export function roganGladen(
  passRate: number,
  { specificity, sensitivity }: Pick<JudgeAccuracy, 'specificity' | 'sensitivity'>,
): number | null {
  requireRates(passRate, specificity, sensitivity);
  const informedness = specificity + sensitivity - 1;
  return informedness > 0 ? clip((passRate + specificity - 1) / informedness) : null;
}

/**
 * Interval for {@link roganGladen}, from `n` judged cases: the judge's own error rates are estimates too, and count.
 * Adjusted as Lee et al. (2025, arXiv 2511.21140) do, with pseudo-counts on all three rates and a shift of the centre.
 * Null for no cases, no labels of one kind, and a judge no better than chance. Throws a RangeError as roganGladen does.
 */
export function roganGladenInterval(
  passRate: number,
  n: number,
  { specificity, negatives, sensitivity, positives }: JudgeAccuracy,
  confidence: number,
): Interval | null {
  requireRates(passRate, specificity, sensitivity);
  requireFraction('confidence', confidence);
  if (!(n > 0 && negatives > 0 && positives > 0)) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const cases = n + z * z;
  const p = (n * passRate + (z * z) / 2) / cases;
  const [q0, m0] = [(negatives * specificity + 1) / (negatives + 2), negatives + 2];
  const [q1, m1] = [(positives * sensitivity + 1) / (positives + 2), positives + 2];
  const informedness = q0 + q1 - 1;
  if (informedness <= 0) return null;
  const rate = (p + q0 - 1) / informedness;
  const failNoise = (q0 * (1 - q0)) / m0;
  const passNoise = (q1 * (1 - q1)) / m1;
  const shift = 2 * z * z * (rate * passNoise - (1 - rate) * failNoise);
  const noise = (p * (1 - p)) / cases + (1 - rate) ** 2 * failNoise + rate ** 2 * passNoise;
  const half = (z * Math.sqrt(noise)) / informedness;
  return [clip(rate + shift - half), clip(rate + shift + half)];
}

function clip(rate: number): number {
  return Math.min(1, Math.max(0, rate));
}

function requireRates(...rates: readonly number[]): void {
  const wrong = rates.find((rate) => !(rate >= 0 && rate <= 1));
  if (wrong !== undefined) throw new RangeError(`a rate must lie between 0 and 1, got ${wrong}`);
}
