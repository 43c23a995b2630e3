import { roomFor } from './growing.ts';

const smallest = 1024;
const int32 = (length: number) => new Int32Array(length);
const uint32 = (length: number) => new Uint32Array(length);

/** Numbers grams, hashes of 32 bits, in the order in which they come, and counts how often each came. */
export class GramCounts {
  #slots = int32(smallest).fill(-1);
  #grams = uint32(smallest);
  #counts = int32(smallest);
  #size = 0;

  /** How many different grams there are; they are numbered from 0. */
  get size(): number {
    return this.#size;
  }

  count(gram: number): void {
    const slot = this.#slotOf(gram);
    let number = this.#slots[slot] ?? -1;
    if (number < 0) {
      number = this.#size++;
      this.#grams = roomFor(this.#grams, this.#size, uint32);
      this.#counts = roomFor(this.#counts, this.#size, int32);
      this.#grams[number] = gram;
      this.#slots[slot] = number;
      if (2 * this.#size > this.#slots.length) this.#grow();
    }
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
  }

  /** The number of a gram; −1 for one that never came. */
  numberOf(gram: number): number {
    return this.#slots[this.#slotOf(gram)] ?? -1;
  }

  countOf(number: number): number {
    return this.#counts[number] ?? 0;
  }

  #slotOf(gram: number): number {
    const mask = this.#slots.length - 1;
    let slot = gram & mask;
    for (;;) {
      const number = this.#slots[slot] ?? -1;
      if (number < 0 || this.#grams[number] === gram) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = int32(2 * this.#slots.length).fill(-1);
    for (let number = 0; number < this.#size; number++)
      this.#slots[this.#slotOf(this.#grams[number] ?? 0)] = number;
  }
}
