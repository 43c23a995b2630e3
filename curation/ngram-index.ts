import { commonLimit } from './common-limit.ts';
import { PostingLists } from './posting-lists.ts';
import { wordGrams } from './text-grams.ts';

/** What a row has in common with one of the texts. */
export interface NgramHit {
  /** The text's place in the list that the index was made of. */
  readonly text: number;
  /** Words of the text that lie in an n-gram of the row. */
  readonly covered: number;
  /** Words of the longest run of the text that stands in the row as it is. */
  readonly longestRun: number;
  /** Words of the row that lie in an n-gram of the text. */
  readonly rowCovered: number;
}

/**
 * Word n-grams of some texts, to find what rows that come by one after the other have in common with each. Words are
 * compared as hashes of 32 bits, n of them in a row.
 */
export class NgramIndex {
  readonly #n: number;
  readonly #words: Uint32Array;
  /** Text → place of its first word; one more at the end. */
  readonly #starts: Int32Array;
  readonly #textAt: Int32Array;
  readonly #lists = new PostingLists();
  /** Place of a word → list of the n-gram that begins there; −1 where none does. */
  readonly #listAt: Int32Array;
  #rows = 0;
  /** List → rows that have the n-gram, and the last of them. */
  readonly #rowsWith: Int32Array;
  readonly #lastRow: Int32Array;
  #ignored: Uint8Array;
  // Of the row that is being read.
  readonly #coveredBy: Int32Array;
  readonly #covered: Int32Array;
  readonly #longest: Int32Array;
  /** Text → words of the row that it covers, and where the last of them ends. */
  readonly #rowCovered: Int32Array;
  readonly #rowEnd: Int32Array;

  constructor(texts: readonly Uint32Array[], n: number) {
    this.#n = n;
    this.#starts = new Int32Array(texts.length + 1);
    for (const [text, words] of texts.entries())
      this.#starts[text + 1] = (this.#starts[text] ?? 0) + words.length;
    const length = this.#starts[texts.length] ?? 0;
    this.#words = new Uint32Array(length);
    this.#textAt = new Int32Array(length);
    this.#listAt = new Int32Array(length).fill(-1);
    for (const [text, words] of texts.entries()) {
      const start = this.#starts[text] ?? 0;
      this.#words.set(words, start);
      this.#textAt.fill(text, start, start + words.length);
      for (const [at, gram] of wordGrams(words, n).entries()) {
        this.#lists.add(gram, start + at);
        this.#listAt[start + at] = this.#lists.listOf(gram);
      }
    }
    this.#rowsWith = new Int32Array(this.#lists.lists);
    this.#lastRow = new Int32Array(this.#lists.lists);
    this.#ignored = new Uint8Array(this.#lists.lists);
    this.#coveredBy = new Int32Array(length);
    this.#covered = new Int32Array(texts.length);
    this.#longest = new Int32Array(texts.length);
    this.#rowCovered = new Int32Array(texts.length);
    this.#rowEnd = new Int32Array(texts.length);
  }

  /** Reads the next row, given as hashes of its words: one hit for each text that shares an n-gram with it. */
  read(row: Uint32Array): readonly NgramHit[] {
    this.#rows++;
    const touched: number[] = [];
    const grams = wordGrams(row, this.#n);
    for (let at = 0; at < grams.length; at++) {
      const list = this.#lists.listOf(grams[at] ?? 0);
      if (list < 0) continue;
      this.#count(list);
      if (this.#ignored[list] === 1) continue;
      for (let entry = this.#lists.headOf(list); entry >= 0; entry = this.#lists.after(entry))
        this.#meet(this.#lists.valueOf(entry), row, at, touched);
    }
    return touched.map((text) => {
      const [covered, longestRun] = [this.#covered[text] ?? 0, this.#longest[text] ?? 0];
      const hit = { text, covered, longestRun, rowCovered: this.#rowCovered[text] ?? 0 };
      for (const sums of [this.#covered, this.#longest, this.#rowCovered, this.#rowEnd]) sums[text] = 0;
      return hit;
    });
  }

  /**
   * Leaves n-grams out of what is found from now on that more than 1 % of the rows so far have, and more than 10 of them.
   * False where there are none: then nothing would come out differently. Rows are counted from the start again.
   */
  ignoreCommon(): boolean {
    const limit = commonLimit(this.#rows);
    this.#ignored = Uint8Array.from(this.#rowsWith, (rows) => (rows > limit ? 1 : 0));
    this.#rows = 0;
    this.#rowsWith.fill(0);
    this.#lastRow.fill(0);
    this.#coveredBy.fill(0);
    return this.#ignored.includes(1);
  }

  #count(list: number): void {
    if (this.#lastRow[list] === this.#rows) return;
    this.#lastRow[list] = this.#rows;
    this.#rowsWith[list] = (this.#rowsWith[list] ?? 0) + 1;
  }

  /** The n-gram at `place` may be the one at `at` of the row. */
  #meet(place: number, row: Uint32Array, at: number, touched: number[]): void {
    for (let step = 0; step < this.#n; step++) if (this.#words[place + step] !== row[at + step]) return;
    const text = this.#textAt[place] ?? 0;
    let newly = 0;
    for (let step = place; step < place + this.#n; step++) {
      if (this.#coveredBy[step] === this.#rows) continue;
      this.#coveredBy[step] = this.#rows;
      newly++;
    }
    if (this.#covered[text] === 0) touched.push(text);
    this.#covered[text] = (this.#covered[text] ?? 0) + newly;
    const rowEnd = Math.max(at, this.#rowEnd[text] ?? 0);
    this.#rowCovered[text] = (this.#rowCovered[text] ?? 0) + at + this.#n - rowEnd;
    this.#rowEnd[text] = at + this.#n;
    if (!this.#startsRun(place, row, at, text)) return;
    this.#longest[text] = Math.max(this.#longest[text] ?? 0, this.#runFrom(place, row, at, text));
  }

  #startsRun(place: number, row: Uint32Array, at: number, text: number): boolean {
    const isFirst = at === 0 || place === this.#starts[text];
    return isFirst || this.#words[place - 1] !== row[at - 1] || this.#isIgnored(place - 1);
  }

  #runFrom(place: number, row: Uint32Array, at: number, text: number): number {
    const end = this.#starts[text + 1] ?? 0;
    let length = this.#n;
    while (
      place + length < end &&
      at + length < row.length &&
      this.#words[place + length] === row[at + length] &&
      !this.#isIgnored(place + length - this.#n + 1)
    )
      length++;
    return length;
  }

  #isIgnored(place: number): boolean {
    return this.#ignored[this.#listAt[place] ?? -1] === 1;
  }
}
