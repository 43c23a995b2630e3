import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { digest } from './digest.ts';

/** Seeded randomness. The same seed and the same calls give the same values on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer, both ends included. */
  integer(from: number, to: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One item. Throws a RangeError for an empty list. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
  /**
   * An independent stream named by the label. It depends on this stream's seed and the label only, not on the
   * values drawn so far, so work that is added elsewhere does not change it.
   */
  fork(label: string): Random;
}

/** Makes a stream from a seed; a string is as good a seed as a number. */
export function createRandom(seed: number | string): Random {
  const key = String(seed);
  const generator = xoroshiro128plus(Number.parseInt(digest(key).slice(0, 8), 16) | 0);
  const integer = (from: number, to: number) => uniformInt(generator, from, to);
  const next = () => uniformFloat64(generator);
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new RangeError('cannot pick from an empty list');
      return item;
    },
    shuffle(items) {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = integer(0, last);
        const held = copy[last] as (typeof copy)[number]; // both indexes are inside the copy
        copy[last] = copy[other] as (typeof copy)[number];
        copy[other] = held;
      }
      return copy;
    },
    fork: (label) => createRandom(`${key}/${label}`),
  };
}
