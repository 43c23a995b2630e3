import { clopperPearson } from './clopper-pearson.ts';
import { requireFraction } from './require-fraction.ts';

/**
 * One-sided upper Clopper-Pearson bound of the share of defects: a share above it would give so few among `n` items in
 * at most 1 − `confidence` of all samples. 1 where every item is defect; null when `n` is 0.
 */
export function defectBound(defects: number, n: number, confidence: number): number | null {
  requireFraction('confidence', confidence);
  // The upper end of a two-sided interval leaves half of what is left of its level above it.
  return clopperPearson(defects, n, 2 * confidence - 1)?.[1] ?? null;
}

/**
 * Fewest items among which so many defects still show, by {@link defectBound}, that at most the share `limit` is
 * defect: 29, 46, 61 and 76 for 0 to 3 defects, a limit of 10 % and 95 %.
 * Throws a RangeError for a limit outside (0, 1) or a count that is none.
 */
export function itemsToShow(defects: number, limit: number, confidence: number): number {
  requireFraction('limit', limit);
  let n = defects + 1;
  while ((defectBound(defects, n, confidence) ?? 1) > limit) n++;
  return n;
}
