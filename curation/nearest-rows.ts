import { cosine } from '../core/embedding.ts';

/** A row that was read, and the cosine of its embedding. */
export interface NearRow<Row> {
  readonly row: Row;
  readonly text: string;
  readonly value: number;
}

/**
 * Keeps for each of some texts the few rows nearest to it by the cosine of their embeddings. Rows are read one after the
 * other: memory grows with the texts, not with the rows; each row is compared with every text.
 */
export class NearestRows<Row> {
  readonly #vectors: readonly Float32Array[];
  readonly #most: number;
  readonly #least: number;
  readonly #found: readonly NearRow<Row>[][];

  /** `vectors` are the embeddings of the texts; kept are at most so many rows of each, of at least so high a cosine. */
  constructor(vectors: readonly Float32Array[], { most, least }: { most: number; least: number }) {
    this.#vectors = vectors;
    this.#most = most;
    this.#least = least;
    this.#found = vectors.map(() => []);
  }

  /** In the order of the texts, the nearest row first; of rows that say the same there is the first. */
  get found(): readonly (readonly NearRow<Row>[])[] {
    return this.#found;
  }

  /** Reads a row, or a part of one. */
  read(vector: Float32Array, text: string, row: Row): void {
    for (const [at, own] of this.#vectors.entries()) {
      const value = cosine(own, vector);
      const found = this.#found[at];
      if (value < this.#least || found === undefined) continue;
      const last = found[this.#most - 1];
      if ((last !== undefined && value <= last.value) || found.some((other) => other.text === text)) continue;
      const place = found.findIndex((other) => other.value < value);
      found.splice(place === -1 ? found.length : place, 0, { row, text, value });
      found.splice(this.#most);
    }
  }
}
