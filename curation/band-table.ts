import { roomFor } from './growing.ts';
import { mix32, prime } from './hash32.ts';
import { SimilaritySketch } from './similarity-sketch.ts';

const int32 = (length: number) => new Int32Array(length);
const fullest = 0.8;

/**
 * Finds candidates for near duplicates among many sets: those that agree with a set in all places of at least one band of
 * its sketch (locality-sensitive hashing; Broder 1997; Indyk, Motwani 1998). With b bands of r places a pair that is s
 * alike is found with the chance 1 − (1 − s^r)^b: with 25 × 5 0.9999 at 0.8, and 0.993 at 0.72. Some are no near
 * duplicates: look at each.
 */
export class BandTable {
  readonly #bands: number;
  readonly #rows: number;
  readonly #sketch: SimilaritySketch;
  readonly #keys: Uint32Array;
  /** Slot of an open table → key and the entry that was added last, plus one; 0: the slot is free. */
  #slotKeys = new Uint32Array(1024);
  #heads = int32(1024);
  /** Entry (set × bands + band) → the one before it in its list, plus one. */
  #nexts = int32(1024);
  #used = 0;
  #count = 0;
  /** Set → the query that has met it. */
  #met = int32(1024);
  #query = 0;

  constructor(bands = 25, rows = 5) {
    this.#bands = bands;
    this.#rows = rows;
    this.#sketch = new SimilaritySketch(bands * rows);
    this.#keys = new Uint32Array(bands);
  }

  /** Takes a set; sets are numbered from 0. An empty one is never found. */
  add(members: Uint32Array): void {
    const set = this.#count++;
    this.#nexts = roomFor(this.#nexts, this.#count * this.#bands, int32);
    this.#met = roomFor(this.#met, this.#count, int32);
    if (members.length === 0) return;
    this.#computeKeys(members);
    for (let band = 0; band < this.#bands; band++) {
      if (this.#used + 1 > fullest * this.#heads.length) this.#grow();
      const key = this.#keys[band] ?? 0;
      const slot = this.#slotOf(key);
      const head = this.#heads[slot] ?? 0;
      if (head === 0) this.#used++;
      const entry = set * this.#bands + band;
      this.#slotKeys[slot] = key;
      this.#nexts[entry] = head;
      this.#heads[slot] = entry + 1;
    }
  }

  /** The sets that may be near, each once. */
  candidates(members: Uint32Array): readonly number[] {
    if (members.length === 0) return [];
    this.#computeKeys(members);
    this.#query++;
    const found: number[] = [];
    for (let band = 0; band < this.#bands; band++) {
      let entry = this.#heads[this.#slotOf(this.#keys[band] ?? 0)] ?? 0;
      for (; entry > 0; entry = this.#nexts[entry - 1] ?? 0) {
        const set = Math.floor((entry - 1) / this.#bands);
        if (this.#met[set] === this.#query) continue;
        this.#met[set] = this.#query;
        found.push(set);
      }
    }
    return found;
  }

  #computeKeys(members: Uint32Array): void {
    this.#sketch.sketch(members);
    const { values } = this.#sketch;
    for (let band = 0; band < this.#bands; band++) {
      // The same values in another band are another key.
      let key = band + 1;
      for (let row = 0; row < this.#rows; row++)
        key = Math.imul(key ^ (values[band * this.#rows + row] ?? 0), prime);
      this.#keys[band] = mix32(key);
    }
  }

  #slotOf(key: number): number {
    const mask = this.#heads.length - 1;
    let slot = key & mask;
    while (this.#heads[slot] !== 0 && this.#slotKeys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, heads] = [this.#slotKeys, this.#heads];
    this.#slotKeys = new Uint32Array(2 * keys.length);
    this.#heads = int32(2 * heads.length);
    for (let old = 0; old < heads.length; old++) {
      const head = heads[old] ?? 0;
      if (head === 0) continue;
      const key = keys[old] ?? 0;
      const slot = this.#slotOf(key);
      this.#slotKeys[slot] = key;
      this.#heads[slot] = head;
    }
  }
}
