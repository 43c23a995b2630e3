import { requireFraction } from './require-fraction.ts';

/**
 * Half-width of a split-conformal band around a synthetic difference that holds the real one with probability
 * 1 − alpha, if this comparison is exchangeable with the past ones whose gaps (real minus synthetic) are given: the
 * ⌈(T + 1)(1 − alpha)⌉-th smallest absolute gap. Null for fewer than 1/alpha − 1 gaps: no finite band holds.
 */
export function transferBand(gaps: readonly number[], alpha: number): number | null {
  requireFraction('alpha', alpha);
  const rank = Math.ceil((gaps.length + 1) * (1 - alpha) * (1 - 1e-12));
  return gaps.map(Math.abs).sort((a, b) => a - b)[rank - 1] ?? null;
}

/**
 * The gap that this comparison's gap falls below with probability at most alpha, by the same reasoning: the
 * ⌊(T + 1)alpha⌋-th smallest signed gap. Null for fewer than 1/alpha − 1 gaps.
 */
export function lowerTransferGap(gaps: readonly number[], alpha: number): number | null {
  requireFraction('alpha', alpha);
  const rank = Math.floor((gaps.length + 1) * alpha * (1 + 1e-12));
  return gaps.toSorted((a, b) => a - b)[rank - 1] ?? null;
}
