import { roomFor } from './growing.ts';

const smallest = 1024;
const int32 = (length: number) => new Int32Array(length);
const uint32 = (length: number) => new Uint32Array(length);

/**
 * Lists of numbers by key, a hash of 32 bits: an inverted index in flat arrays. Lists and entries are numbered; −1 stands
 * for none. A list is walked from the entry that was added last.
 */
export class PostingLists {
  #slots = int32(smallest).fill(-1);
  #keys = uint32(smallest);
  #heads = int32(smallest);
  #lengths = int32(smallest);
  #lists = 0;
  #values = int32(smallest);
  #nexts = int32(smallest);
  #entries = 0;

  /** How many lists there are; they are numbered from 0. */
  get lists(): number {
    return this.#lists;
  }

  add(key: number, value: number): void {
    const list = this.#listFor(key);
    this.#values = roomFor(this.#values, this.#entries + 1, int32);
    this.#nexts = roomFor(this.#nexts, this.#entries + 1, int32);
    this.#values[this.#entries] = value;
    this.#nexts[this.#entries] = this.#heads[list] ?? -1;
    this.#heads[list] = this.#entries++;
    this.#lengths[list] = (this.#lengths[list] ?? 0) + 1;
  }

  /** The number of a key's list. */
  listOf(key: number): number {
    return this.#slots[this.#slotOf(key)] ?? -1;
  }

  lengthOf(list: number): number {
    return this.#lengths[list] ?? 0;
  }

  /** The first entry of a list. */
  headOf(list: number): number {
    return this.#heads[list] ?? -1;
  }

  /** The entry after this one. */
  after(entry: number): number {
    return this.#nexts[entry] ?? -1;
  }

  valueOf(entry: number): number {
    return this.#values[entry] ?? -1;
  }

  #listFor(key: number): number {
    const slot = this.#slotOf(key);
    const known = this.#slots[slot] ?? -1;
    if (known >= 0) return known;
    const list = this.#lists++;
    this.#keys = roomFor(this.#keys, this.#lists, uint32);
    this.#heads = roomFor(this.#heads, this.#lists, int32);
    this.#lengths = roomFor(this.#lengths, this.#lists, int32);
    this.#keys[list] = key;
    this.#heads[list] = -1;
    this.#lengths[list] = 0;
    this.#slots[slot] = list;
    if (2 * this.#lists > this.#slots.length) this.#rehash();
    return list;
  }

  #slotOf(key: number): number {
    const mask = this.#slots.length - 1;
    let slot = key & mask;
    for (;;) {
      const list = this.#slots[slot] ?? -1;
      if (list < 0 || this.#keys[list] === key) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #rehash(): void {
    this.#slots = int32(2 * this.#slots.length).fill(-1);
    for (let list = 0; list < this.#lists; list++) this.#slots[this.#slotOf(this.#keys[list] ?? 0)] = list;
  }
}
