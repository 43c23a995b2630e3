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

/**
 * Finds every set that is at least so alike, exactly: an inverted index, of which only the shortest lists are read. A
 * set that shares the share `least` of the query's grams must share one of any 1 − `least` of them and one more
 * (prefix filter; Bayardo, Ma, Srikant 2007).
 */
export class JaccardIndex {
  readonly #store = new GramStore();
  readonly #lists = new PostingLists();
  /** Set → the query that has met it. */
  #met = int32(1024);
  #query = 0;

  add(grams: GramSet): number {
    const set = this.#store.add(grams);
    for (const gram of grams.values) this.#lists.add(gram, set);
    this.#met = roomFor(this.#met, set + 1, int32);
    return set;
  }

  /** All sets that are at least so alike, the most alike first, of equals the one that was added first. */
  near(grams: GramSet, least: number): readonly Neighbour[] {
    const found: Neighbour[] = [];
    this.#query++;
    for (const list of this.#listsToRead(grams, least)) {
      for (let entry = this.#lists.headOf(list); entry >= 0; entry = this.#lists.after(entry)) {
        const set = this.#lists.valueOf(entry);
        if (this.#met[set] === this.#query) continue;
        this.#met[set] = this.#query;
        const value = this.#store.jaccard(set, grams, least);
        if (value !== null) found.push({ set, value });
      }
    }
    return found.sort((a, b) => b.value - a.value || a.set - b.set);
  }

  #listsToRead(grams: GramSet, least: number): readonly number[] {
    const { values } = grams;
    const needed = Math.ceil(least * values.length - 1e-9);
    let missesLeft = values.length - needed;
    const known: number[] = [];
    for (let at = 0; at < values.length; at++) {
      const list = this.#lists.listOf(values[at] ?? 0);
      if (list >= 0) known.push(list);
      else if (missesLeft-- === 0) return [];
    }
    return known
      .sort((a, b) => this.#lists.lengthOf(a) - this.#lists.lengthOf(b) || a - b)
      .slice(0, missesLeft + 1);
  }
}
