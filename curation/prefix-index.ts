import { GramCounts } from './gram-counts.ts';
import type { GramSet } from './gram-set.ts';
import { GramStore } from './gram-store.ts';
import type { Neighbour } from './jaccard-index.ts';

/**
 * So many of the first grams must be shared before two sets are compared. More than one, because the grams of a word come
 * together: a rare word that two texts have in common is no reason to compare them.
 */
const sharedFirst = 8;

/** How many of a set's first grams must hold `sharedFirst` of any set that is at least so alike. */
function prefixLength(size: number, least: number): number {
  return size - Math.ceil(least * size - 1e-9) + sharedFirst;
}

/**
 * Finds the sets that are at least so alike, exactly, among sets that are all known beforehand: then the grams can be put
 * in an order, rare ones first, and of each set only the first ones need be looked at, in the index and in the query
 * alike (prefix filter: Bayardo, Ma, Srikant 2007; with several shared grams: Wang, Li, Feng 2012). Made for very many
 * queries.
 */
export class PrefixIndex {
  readonly #least: number;
  readonly #store = new GramStore();
  readonly #grams = new GramCounts();
  /** Number of a gram → where the sets begin among whose first grams it is; null until the first query. */
  #starts: Int32Array | null = null;
  #sets = new Int32Array(0);
  /** Set → the query that has met it times 16, and how many of its first grams that query holds, up to 15. */
  #shared = new Float64Array(0);
  #query = 0;
  #ranks = new Float64Array(1024);

  /** Every pair that is at least `least` alike will be found. */
  constructor(least: number) {
    this.#least = least;
  }

  /** Takes a set, before the first query; sets are numbered from 0. */
  add(grams: GramSet): void {
    if (this.#starts !== null) throw new TypeError('all sets are added before the first query');
    this.#store.add(grams);
    for (const gram of grams.values) this.#grams.count(gram);
  }

  /** All sets that are at least so alike, the most alike first, of equals the one that was added first. */
  near(grams: GramSet): readonly Neighbour[] {
    const { values, size } = grams;
    const found: Neighbour[] = [];
    for (const set of this.#sharing(values, this.#starts ?? this.#order())) {
      // Small sets may be alike with fewer shared grams than are asked of others.
      const fewest = Math.ceil(this.#least * Math.max(size, this.#store.sizeOf(set)) - 1e-9);
      if ((this.#shared[set] ?? 0) % 16 < Math.min(sharedFirst, fewest)) continue;
      const value = this.#store.jaccard(set, grams, this.#least);
      if (value !== null) found.push({ set, value });
    }
    return found.sort((a, b) => b.value - a.value || a.set - b.set);
  }

  /** The sets that share a first gram, each once. */
  #sharing(grams: Uint32Array, starts: Int32Array): readonly number[] {
    const met: number[] = [];
    const none = 16 * ++this.#query;
    const first = this.#first(grams);
    for (let at = 0; at < first.length; at++) {
      const number = (first[at] ?? 0) % 2 ** 26;
      const end = starts[number + 1] ?? 0;
      for (let entry = starts[number] ?? 0; entry < end; entry++) {
        const set = this.#sets[entry] ?? 0;
        const shared = this.#shared[set] ?? 0;
        if (shared < none) {
          this.#shared[set] = none + 1;
          met.push(set);
        } else if (shared < none + 15) this.#shared[set] = shared + 1;
      }
    }
    return met;
  }

  #order(): Int32Array {
    const { count } = this.#store;
    this.#shared = new Float64Array(count);
    const firsts = Array.from({ length: count }, (_, set) =>
      Int32Array.from(this.#first(this.#store.gramsOf(set)), (rank) => rank % 2 ** 26),
    );
    const starts = new Int32Array(this.#grams.size + 1);
    for (const numbers of firsts)
      for (const number of numbers) starts[number + 1] = (starts[number + 1] ?? 0) + 1;
    for (let number = 0; number < this.#grams.size; number++)
      starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0);
    const next = starts.slice();
    this.#sets = new Int32Array(starts.at(-1) ?? 0);
    for (const [set, numbers] of firsts.entries())
      for (const number of numbers) {
        const entry = next[number] ?? 0;
        this.#sets[entry] = set;
        next[number] = entry + 1;
      }
    this.#starts = starts;
    return starts;
  }

  /**
   * The first grams in the order, as how many sets hold each times 2^26 plus its number. Those that no set holds come
   * before all others and lead nowhere: they are left out. Valid until the next call.
   */
  #first(grams: Uint32Array): Float64Array {
    if (grams.length > this.#ranks.length) this.#ranks = new Float64Array(2 * grams.length);
    let left = prefixLength(grams.length, this.#least);
    let known = 0;
    for (let at = 0; at < grams.length && left > 0; at++) {
      const number = this.#grams.numberOf(grams[at] ?? 0);
      if (number >= 0) this.#ranks[known++] = this.#grams.countOf(number) * 2 ** 26 + number;
      else left--;
    }
    return this.#ranks.subarray(0, known).sort().subarray(0, left);
  }
}
