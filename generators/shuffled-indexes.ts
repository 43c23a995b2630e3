import type { Random } from '../core/random.ts';

/**
 * The whole numbers from 0 to `size` - 1, each once, in random order.
 * A Fisher–Yates shuffle that keeps only what has moved, so that a few of a great many cost little.
 */
export function* shuffledIndexes(size: number, random: Random): Generator<number> {
  const moved = new Map<number, number>();
  for (let index = 0; index < size; index++) {
    const other = random.integer(index, size - 1);
    yield moved.get(other) ?? other;
    moved.set(other, moved.get(index) ?? index);
    moved.delete(index);
  }
}
