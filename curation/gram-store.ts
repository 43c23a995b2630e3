import type { GramSet } from './gram-set.ts';
import { roomFor } from './growing.ts';

const largestBlock = 1 << 20;
const smallest = 1024;
const int32 = (length: number) => new Int32Array(length);

/** Many sets of grams, numbered from 0, in blocks of up to 4 MB: they grow without being copied. */
export class GramStore {
  readonly #blocks: Uint32Array[] = [];
  #free = 0;
  #blockOf = int32(smallest);
  #starts = int32(smallest);
  #sizes = int32(smallest);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  sizeOf(set: number): number {
    return this.#sizes[set] ?? 0;
  }

  /** The members of a set, to be read only. */
  gramsOf(set: number): Uint32Array {
    const start = this.#starts[set] ?? 0;
    return this.#block(set).subarray(start, start + this.sizeOf(set));
  }

  /** Takes the set and gives its number. */
  add(grams: GramSet): number {
    const { values } = grams;
    if (values.length > this.#free) {
      const next = Math.min(largestBlock, smallest << this.#blocks.length);
      const block = new Uint32Array(Math.max(next, values.length));
      this.#blocks.push(block);
      this.#free = block.length;
    }
    const block = this.#blocks.length - 1;
    const start = (this.#blocks[block]?.length ?? 0) - this.#free;
    this.#blocks[block]?.set(values, start);
    this.#free -= values.length;
    const set = this.#count++;
    this.#blockOf = roomFor(this.#blockOf, this.#count, int32);
    this.#starts = roomFor(this.#starts, this.#count, int32);
    this.#sizes = roomFor(this.#sizes, this.#count, int32);
    this.#blockOf[set] = block;
    this.#starts[set] = start;
    this.#sizes[set] = values.length;
    return set;
  }

  /** Jaccard's index of a set and another, |A ∩ B| / |A ∪ B|, where it is at least `least`; else null. Two empty sets: null. */
  jaccard(set: number, other: GramSet, least: number): number | null {
    const size = this.sizeOf(set);
    const both = size + other.size;
    if (size === 0 || other.size === 0) return null;
    const needed = Math.ceil((least / (1 + least)) * both - 1e-9);
    if (Math.min(size, other.size) < needed) return null;
    const block = this.#block(set);
    const start = this.#starts[set] ?? 0;
    let missesLeft = size - needed;
    for (let at = start; at < start + size; at++)
      if (!other.has(block[at] ?? 0) && missesLeft-- === 0) return null;
    const shared = needed + missesLeft;
    return shared / (both - shared);
  }

  #block(set: number): Uint32Array {
    return this.#blocks[this.#blockOf[set] ?? 0] ?? new Uint32Array(0);
  }
}
