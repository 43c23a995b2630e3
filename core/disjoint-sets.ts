/** Numbered things, some of which belong together: union–find with halved paths. */
export class DisjointSets {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  /** The least number that belongs together with this one. Throws a RangeError for a number that is none. */
  find(item: number): number {
    let at = item;
    for (;;) {
      const parent = this.#parents[at];
      if (parent === undefined) throw new RangeError(`there is no item ${at}`);
      if (parent === at) return at;
      const above = this.#parents[parent] ?? parent;
      this.#parents[at] = above;
      at = above;
    }
  }

  join(one: number, other: number): void {
    const [a, b] = [this.find(one), this.find(other)];
    this.#parents[Math.max(a, b)] = Math.min(a, b);
  }
}
