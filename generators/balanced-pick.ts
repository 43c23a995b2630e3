import type { Random } from '../core/random.ts';

interface Weighted {
  readonly weight: number;
}

/**
 * Draws one item with probability in proportion to weight² / (weight + used): by weight while nothing was used, and
 * less often the more an item has been used for its weight. Throws a RangeError for an empty list.
 */
export function balancedPick<T extends Weighted>(
  items: readonly T[],
  used: (item: T) => number,
  random: Random,
): T {
  const shares = items.map((item) => item.weight ** 2 / (item.weight + used(item)));
  return weightedPick(items, shares, random);
}

/** Draws one item with probability in proportion to its weight. Throws a RangeError for an empty list. */
export function weightedPick<T>(items: readonly T[], weights: readonly number[], random: Random): T {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, item] of items.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return item;
  }
  // Rounding can leave a trace of the last share.
  const last = items.at(-1);
  if (last === undefined) throw new RangeError('cannot pick from an empty list');
  return last;
}
