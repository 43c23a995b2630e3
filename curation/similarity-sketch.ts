import { mix32 } from './hash32.ts';

const golden = 0x9e3779b1;
const valueBits = 24;
const valueMask = (1 << valueBits) - 1;

/**
 * Sketches of sets of hashes, for comparing them by their places: two sets agree in a place with the chance that Jaccard's
 * index says. Each round throws every member into a random place, and the least value of the earliest round stays; a few
 * rounds fill the places, where as many hash functions as places would each have to see all members (Dahlgaard, Knudsen,
 * Thorup 2017, "Fast Similarity Sketching"). Not more than 127 places.
 */
export class SimilaritySketch {
  readonly values: Uint32Array;
  readonly #isFilled: Uint8Array;

  constructor(places: number) {
    if (places < 1 || places > 127)
      throw new RangeError(`${places} places: the rounds are counted in 8 bits`);
    this.values = new Uint32Array(places);
    this.#isFilled = new Uint8Array(places);
  }

  /** Makes `values` the sketch of these members; without members all are 0. */
  sketch(members: Uint32Array): void {
    const places = this.values.length;
    this.values.fill(0);
    this.#isFilled.fill(0);
    if (members.length === 0) return;
    let open = places;
    // The second half of the rounds has one place each, so that none stays empty.
    for (let round = 0; open > 0 && round < 2 * places; round++) {
      const salt = Math.imul(round + 1, golden);
      for (let at = 0; at < members.length; at++) {
        const hash = mix32((members[at] ?? 0) ^ salt);
        const place = round < places ? Math.floor((hash / 2 ** 32) * places) : round - places;
        const value = ((round << valueBits) | (hash & valueMask)) >>> 0;
        if (this.#isFilled[place] === 0) {
          this.#isFilled[place] = 1;
          this.values[place] = value;
          open--;
        } else if (value < (this.values[place] ?? 0)) this.values[place] = value;
      }
    }
  }
}
