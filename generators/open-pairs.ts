/** A level of one factor and a level of another. */
export interface Pair {
  readonly factors: readonly [number, number];
  readonly levels: readonly [number, number];
}

/** Which pairs no row holds yet: one byte a pair, in one block for each two factors. */
export class OpenPairs {
  readonly total: number;
  left: number;
  readonly #sizes: readonly number[];
  readonly #blocks: readonly { readonly a: number; readonly b: number; readonly start: number }[];
  readonly #starts: readonly (readonly number[])[];
  readonly #open: Uint8Array;

  constructor(sizes: readonly number[]) {
    const blocks: { a: number; b: number; start: number }[] = [];
    const starts = sizes.map(() => sizes.map(() => 0));
    let total = 0;
    for (const [b, sizeB] of sizes.entries()) {
      for (const [a, sizeA] of sizes.slice(0, b).entries()) {
        blocks.push({ a, b, start: total });
        starts[a]?.splice(b, 1, total);
        total += sizeA * sizeB;
      }
    }
    this.total = total;
    this.left = total;
    this.#sizes = sizes;
    this.#blocks = blocks;
    this.#starts = starts;
    this.#open = new Uint8Array(total).fill(1);
  }

  pairAt(index: number): Pair {
    const block = this.#blocks.findLast(({ start }) => start <= index);
    if (block === undefined) throw new RangeError(`there is no pair ${index}`);
    const size = this.#sizes[block.b] ?? 1;
    const within = index - block.start;
    return { factors: [block.a, block.b], levels: [Math.floor(within / size), within % size] };
  }

  has({ factors: [a, b], levels: [x, y] }: Pair): boolean {
    return this.isOpen(a, x, b, y);
  }

  isOpen(a: number, x: number, b: number, y: number): boolean {
    return this.#open[this.#index(a, x, b, y)] === 1;
  }

  gain(levels: readonly number[]): number {
    let gain = 0;
    this.#each(levels, (index) => {
      gain += this.#open[index] ?? 0;
    });
    return gain;
  }

  cover(levels: readonly number[]): void {
    this.left -= this.gain(levels);
    this.#each(levels, (index) => {
      this.#open[index] = 0;
    });
  }

  #index(a: number, x: number, b: number, y: number): number {
    return a < b
      ? (this.#starts[a]?.[b] ?? 0) + x * (this.#sizes[b] ?? 0) + y
      : (this.#starts[b]?.[a] ?? 0) + y * (this.#sizes[a] ?? 0) + x;
  }

  #each(levels: readonly number[], visit: (index: number) => void): void {
    for (const { a, b } of this.#blocks) visit(this.#index(a, levels[a] ?? 0, b, levels[b] ?? 0));
  }
}
