const smallest = 1024;

/** A set of hashes of 32 bits that is filled anew many times: to clear it costs nothing. */
export class GramSet {
  #keys = new Uint32Array(smallest);
  /** A slot is taken where it bears the number of the present filling. */
  #stamps = new Uint32Array(smallest);
  #values = new Uint32Array(smallest / 2);
  #filling = 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The members, in the order in which they came; valid until the set is changed. */
  get values(): Uint32Array {
    return this.#values.subarray(0, this.#size);
  }

  /** Forgets what it holds and takes these, each once. */
  fill(grams: Uint32Array): void {
    if (2 * grams.length > this.#keys.length) this.#grow(grams.length);
    this.#filling++;
    if (this.#filling === 0xffffffff) this.#grow(grams.length);
    this.#size = 0;
    for (let at = 0; at < grams.length; at++) this.#add(grams[at] ?? 0);
  }

  has(gram: number): boolean {
    const slot = this.#slotOf(gram);
    return this.#stamps[slot] === this.#filling;
  }

  #add(gram: number): void {
    const slot = this.#slotOf(gram);
    if (this.#stamps[slot] === this.#filling) return;
    this.#stamps[slot] = this.#filling;
    this.#keys[slot] = gram;
    this.#values[this.#size++] = gram;
  }

  /** Where the number is, or would be. */
  #slotOf(gram: number): number {
    const mask = this.#keys.length - 1;
    let slot = gram & mask;
    while (this.#stamps[slot] === this.#filling && this.#keys[slot] !== gram) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(members: number): void {
    let capacity = this.#keys.length;
    while (capacity < 2 * members) capacity *= 2;
    this.#keys = new Uint32Array(capacity);
    this.#stamps = new Uint32Array(capacity);
    this.#values = new Uint32Array(capacity / 2);
    this.#filling = 1;
  }
}
