import { roomFor } from './growing.ts';
import { PostingLists } from './posting-lists.ts';

const int32 = (length: number) => new Int32Array(length);

/** A text and how alike it is. */
export interface RougeNeighbour {
  /** Texts are numbered from 0 in the order in which they were added. */
  readonly item: number;
  /** ROUGE-L F1, 0 to 1. */
  readonly value: number;
}

/** Finds texts by ROUGE-L F1 on words (Lin 2004), exactly: only those are compared that share enough of the rarer words. */
export class RougeLIndex {
  readonly #texts: Uint32Array[] = [];
  readonly #lists = new PostingLists();
  /** Item → the query that has met it. */
  #met = int32(1024);
  #query = 0;
  /** Item → {@link bitsOf} its words. */
  #bits = int32(1024);

  add(words: Uint32Array): void {
    const item = this.#texts.length;
    this.#texts.push(words);
    this.#met = roomFor(this.#met, item + 1, int32);
    this.#bits = roomFor(this.#bits, item + 1, int32);
    this.#bits[item] = bitsOf(words);
    for (const word of new Set(words)) this.#lists.add(word, item);
  }

  /** All texts that are at least so alike, the most alike first, of equals the first added. */
  near(words: Uint32Array, least: number): readonly RougeNeighbour[] {
    const own = bitsOf(words);
    const found: RougeNeighbour[] = [];
    this.#query++;
    for (const list of this.#listsToRead(words, least)) {
      for (let entry = this.#lists.headOf(list); entry >= 0; entry = this.#lists.after(entry)) {
        const item = this.#lists.valueOf(entry);
        const other = this.#texts[item];
        if (other === undefined || this.#met[item] === this.#query) continue;
        this.#met[item] = this.#query;
        const missesLeft = other.length - (least / 2) * (words.length + other.length) + 1e-9;
        if (bitCount((this.#bits[item] ?? 0) & ~own) > missesLeft) continue;
        const value = rougeLOfHashes(words, other, least);
        if (value !== null) found.push({ item, value });
      }
    }
    return found.sort((a, b) => b.value - a.value || a.item - b.item);
  }

  /**
   * A text of m words that is so alike shares a subsequence of `least`/2 · (n + m) words at least, and has n · least /
   * (2 − least) of them or more: so one of any n minus so many words, and one more, stands in it.
   */
  #listsToRead(words: Uint32Array, least: number): readonly number[] {
    const needed = Math.ceil((words.length * least) / (2 - least) - 1e-9);
    let missesLeft = words.length - needed;
    const times = new Map<number, number>();
    for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
    const known: { readonly list: number; readonly times: number }[] = [];
    for (const [word, count] of times) {
      const list = this.#lists.listOf(word);
      if (list < 0) missesLeft -= count;
      else known.push({ list, times: count });
    }
    known.sort((a, b) => this.#lists.lengthOf(a.list) - this.#lists.lengthOf(b.list) || a.list - b.list);
    const read: number[] = [];
    for (const { list, times: count } of known) {
      if (missesLeft < 0) break;
      read.push(list);
      missesLeft -= count;
    }
    return read;
  }
}

/** A bit for each word, one of 32: a bit that only one of two texts has stands for a word that only that one has. */
function bitsOf(words: Uint32Array): number {
  let bits = 0;
  for (const word of words) bits |= 1 << (word & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** ROUGE-L F1 of two texts given as hashes of their words, where it is at least `least`; else null. */
export function rougeLOfHashes(a: Uint32Array, b: Uint32Array, least = 0): number | null {
  const both = a.length + b.length;
  if (a.length === 0 || b.length === 0) return null;
  if (2 * Math.min(a.length, b.length) < least * both - 1e-9) return null;
  const row = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    let diagonal = 0;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      if (a[i] === b[j - 1]) row[j] = diagonal + 1;
      else if ((row[j - 1] ?? 0) > above) row[j] = row[j - 1] ?? 0;
      diagonal = above;
    }
  }
  const value = (2 * (row[b.length] ?? 0)) / both;
  return value >= least - 1e-9 ? value : null;
}
