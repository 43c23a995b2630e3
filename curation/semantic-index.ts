import { cosine } from '../core/embedding.ts';

/** A vector of the index, and its cosine. */
export interface SemanticNeighbour {
  /** Vectors are numbered from 0 in the order in which they were added. */
  readonly item: number;
  readonly value: number;
}

/** Up to so many vectors each is compared with all others; above, with those of the nearest blocks. */
export const comparedUpTo = 20_000;
/** Blocks that are looked through: a neighbour near the border of two lies in one of the next. */
const blocksRead = 8;
const rounds = 4;

interface Block {
  centre: Float32Array;
  readonly items: number[];
}

/**
 * Finds vectors of unit length by their cosine. Up to 20,000 exactly; above that they lie in blocks (spherical k-means,
 * Dhillon, Modha 2001; as many as the root of their number, begun evenly over the vectors), of which the 8 nearest are
 * read.
 */
export class SemanticIndex {
  readonly #exactUpTo: number;
  readonly #vectors: Float32Array[] = [];
  #blocks: readonly Block[] = [];
  #blockedAt = 0;

  constructor(exactUpTo: number = comparedUpTo) {
    this.#exactUpTo = exactUpTo;
  }

  add(vector: Float32Array): void {
    const item = this.#vectors.push(vector) - 1;
    if (this.#vectors.length <= this.#exactUpTo) return;
    // Centres age as the set grows.
    if (this.#vectors.length >= 2 * this.#blockedAt) this.#block();
    else this.#nearestBlocks(vector, 1)[0]?.items.push(item);
  }

  /** All vectors that are at least so near, the nearest first, of equals the first added. */
  near(vector: Float32Array, least: number): readonly SemanticNeighbour[] {
    const items =
      this.#blocks.length === 0
        ? this.#vectors.keys()
        : this.#nearestBlocks(vector, blocksRead).flatMap((block) => block.items);
    const found: SemanticNeighbour[] = [];
    for (const item of items) {
      const value = cosine(vector, this.#vectors[item] ?? new Float32Array(0));
      if (value >= least) found.push({ item, value });
    }
    return found.sort((a, b) => b.value - a.value || a.item - b.item);
  }

  #block(): void {
    const count = this.#vectors.length;
    this.#blockedAt = count;
    const blocks = Math.ceil(Math.sqrt(count));
    let centres = Array.from(
      { length: blocks },
      (_, at) => this.#vectors[Math.floor((at * count) / blocks)] ?? new Float32Array(0),
    );
    for (let round = 0; round <= rounds; round++) {
      this.#blocks = centres.map((centre) => ({ centre, items: [] }));
      for (const [item, vector] of this.#vectors.entries())
        this.#nearestBlocks(vector, 1)[0]?.items.push(item);
      centres = this.#blocks.map(({ centre, items }) =>
        items.length === 0 ? centre : mean(items.map((item) => this.#vectors[item] ?? centre)),
      );
    }
  }

  #nearestBlocks(vector: Float32Array, count: number): readonly Block[] {
    return this.#blocks
      .map((block) => ({ block, value: cosine(vector, block.centre) }))
      .sort((a, b) => b.value - a.value)
      .slice(0, count)
      .map(({ block }) => block);
  }
}

/** The direction of the sum. */
function mean(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [at, value] of vector.entries()) sum[at] = (sum[at] ?? 0) + value;
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return length === 0 ? sum : sum.map((value) => value / length);
}
