import type { CaseId, Origin } from '../../core/case.ts';
import type { Drawing } from '../../core/drawing.ts';
import { labelledItem } from '../../core/label.ts';
import { createRandom } from '../../core/random.ts';
import { populationDigest } from '../../core/sample-order.ts';
import { inclusionProbabilities } from '../../stats/inclusion-probabilities.ts';

/** An item that may be drawn. */
export interface Drawable {
  readonly caseId: CaseId;
  /** null for a case. */
  readonly output: string | null;
  /** How far judges disagree on it; see `Opinion`. */
  readonly uncertainty: number;
}

/** What to draw from, and how many. */
export interface DrawingRequest {
  readonly suite: string;
  readonly about: Drawing['about'];
  readonly run: string | null;
  readonly origin: Origin;
  readonly budget: number;
  readonly at: Date;
}

/**
 * The newest drawing of the same kind, size and population, to go on with; else a new one. Each item is drawn for
 * itself with its own probability, by a number that depends on the suite and the item alone: a larger budget draws
 * what a smaller one drew and more. Null where there is nothing to draw from.
 */
export function drawActive(
  items: readonly Drawable[],
  request: DrawingRequest,
  earlier: readonly Drawing[],
): { readonly drawing: Drawing; readonly isNew: boolean } | null {
  if (items.length === 0) return null;
  const { suite, about, run, origin, budget, at } = request;
  const population = populationDigest(items.map(labelledItem));
  const same = earlier.findLast(
    (old) =>
      old.about === about &&
      old.run === run &&
      old.origin === origin &&
      old.population === population &&
      old.budget === budget,
  );
  if (same !== undefined) return { drawing: same, isNew: false };
  const probabilities = inclusionProbabilities(
    items.map(({ uncertainty }) => uncertainty),
    budget,
  );
  const drawn = items.flatMap((item, index) => {
    const pi = probabilities[index] ?? 0;
    const { caseId, output } = item;
    return createRandom(`${suite}/active/${labelledItem(item)}`).next() < pi ? [{ caseId, output, pi }] : [];
  });
  const head = { about, run, origin, at: at.toISOString(), budget, size: items.length, population };
  return { drawing: { ...head, items: drawn }, isNew: true };
}
