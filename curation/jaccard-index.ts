import { BandTable } from './band-table.ts';
import type { GramSet } from './gram-set.ts';
import { GramStore } from './gram-store.ts';
import { roomFor } from './growing.ts';
import { PostingLists } from './posting-lists.ts';

/** A set of the index, and how alike it is. */
export interface Neighbour {
  /** Sets are numbered from 0 in the order in which they were added. */
  readonly set: number;
  /** Jaccard's index of the two sets, 0 to 1. */
  readonly value: number;
}

const int32 = (length: number) => new Int32Array(length);

/** Up to so many sets every near one is found; above, with the chance that {@link BandTable} says. */
export const exactUpTo = 50_000;

/**
 * Finds the sets that are at least so alike. Up to 50,000 sets exactly: by an inverted index, of which only the shortest
 * lists are read, since a set that shares the share `least` of the query's grams must share one of any 1 − `least` of them
 * and one more (prefix filter; Bayardo, Ma, Srikant 2007). Above that candidates come from bands of sketches. Each is
 * compared gram by gram: what is found is as alike as it says.
 */
export class JaccardIndex {
  readonly #exactUpTo: number;
  readonly #store = new GramStore();
  #finder: { readonly lists: PostingLists } | { readonly bands: BandTable } = { lists: new PostingLists() };
  /** Set → the query that has met it. */
  #met = int32(1024);
  #query = 0;

  constructor(exact: number = exactUpTo) {
    this.#exactUpTo = exact;
  }

  get size(): number {
    return this.#store.count;
  }

  add(grams: GramSet): number {
    const set = this.#store.add(grams);
    if ('lists' in this.#finder && this.#store.count > this.#exactUpTo) {
      const bands = new BandTable();
      for (let before = 0; before < set; before++) bands.add(this.#store.gramsOf(before));
      this.#finder = { bands };
    }
    if ('bands' in this.#finder) {
      this.#finder.bands.add(grams.values);
      return set;
    }
    for (const gram of grams.values) this.#finder.lists.add(gram, set);
    this.#met = roomFor(this.#met, set + 1, int32);
    return set;
  }

  /** All sets that are at least so alike, the most alike first, of equals the one that was added first. */
  near(grams: GramSet, least: number): readonly Neighbour[] {
    const found: Neighbour[] = [];
    const candidates =
      'bands' in this.#finder
        ? this.#finder.bands.candidates(grams.values)
        : this.#sharing(grams, least, this.#finder.lists);
    for (const set of candidates) {
      const value = this.#store.jaccard(set, grams, least);
      if (value !== null) found.push({ set, value });
    }
    return found.sort((a, b) => b.value - a.value || a.set - b.set);
  }

  /** The sets in the shortest lists. */
  #sharing(grams: GramSet, least: number, lists: PostingLists): readonly number[] {
    const { values } = grams;
    const needed = Math.ceil(least * values.length - 1e-9);
    let missesLeft = values.length - needed;
    const known: number[] = [];
    for (let at = 0; at < values.length; at++) {
      const list = lists.listOf(values[at] ?? 0);
      if (list >= 0) known.push(list);
      else if (missesLeft-- === 0) return [];
    }
    known.sort((a, b) => lists.lengthOf(a) - lists.lengthOf(b) || a - b);
    this.#query++;
    const sets: number[] = [];
    for (const list of known.slice(0, missesLeft + 1)) {
      for (let entry = lists.headOf(list); entry >= 0; entry = lists.after(entry)) {
        const set = lists.valueOf(entry);
        if (this.#met[set] === this.#query) continue;
        this.#met[set] = this.#query;
        sets.push(set);
      }
    }
    return sets;
  }
}
