import { GramSet } from './gram-set.ts';
import { NgramIndex } from './ngram-index.ts';
import { plainText } from './plain-text.ts';
import { PrefixIndex } from './prefix-index.ts';
import { charGrams, wordHashes } from './text-grams.ts';

/** What a text has in common with the rows that were read; `Row` says which row it is. */
export interface Contamination<Row> {
  /** Words of the text. */
  readonly words: number;
  /** A row with the same words in the same order. */
  readonly exact: Row | null;
  /** Whether any word n-gram of the text stands in any row, common ones included. */
  readonly ngram8: boolean;
  readonly ngram13: boolean;
  /** The largest share of its words that word 8-grams of one single row cover; null: none. Common ones do not count. */
  readonly coverage: { readonly share: number; readonly row: Row } | null;
  /** The longest run of words that stands in a row as it is, of at least 8; 0 where there is none. Common 8-grams do not count. */
  readonly longestRun: number;
  /** The largest Jaccard index of the sets of character 5-grams, where it is at least 0.7; else null. */
  readonly jaccard: { readonly value: number; readonly row: Row } | null;
}

/** What one row has in common with one of the texts. */
export interface RowHit {
  /** The text's place in the list of texts. */
  readonly text: number;
  readonly exact: boolean;
  /** Share of the text's words that word 8-grams of the row cover. */
  readonly share: number;
  /** Share of the row's words that word 8-grams of the text cover. */
  readonly rowShare: number;
  /** At least 0.7, or null. */
  readonly jaccard: number | null;
}

const leastJaccard = 0.7;

type Found<Row> = { -readonly [Key in keyof Contamination<Row>]: Contamination<Row>[Key] };

/**
 * Measures what protected texts have in common with rows that are read one after the other, in memory that does not grow
 * with the rows. Texts are compared as `plainText` makes them; an empty one has nothing in common with anything.
 */
export class ContaminationScan<Row> {
  readonly #words: readonly number[];
  #found: readonly Found<Row>[];
  readonly #byText = new Map<string, number[]>();
  readonly #ngrams8: NgramIndex;
  readonly #ngrams13: NgramIndex;
  readonly #near = new PrefixIndex(leastJaccard);
  readonly #grams = new GramSet();
  #isSecond = false;

  constructor(texts: readonly string[]) {
    const plain = texts.map(plainText);
    const words = plain.map(wordHashes);
    this.#words = words.map(({ length }) => length);
    this.#found = this.#words.map((count) => nothing<Row>(count));
    this.#ngrams8 = new NgramIndex(words, 8);
    this.#ngrams13 = new NgramIndex(words, 13);
    for (const [text, own] of plain.entries()) {
      const same = this.#byText.get(own);
      if (same === undefined) this.#byText.set(own, [text]);
      else same.push(text);
      this.#grams.fill(charGrams(own));
      this.#near.add(this.#grams);
    }
  }

  /** What was found, in the order of the texts. */
  get found(): readonly Contamination<Row>[] {
    return this.#found;
  }

  /** Reads one row, or one part of it (a message of a conversation): the texts that it has something in common with. */
  read(text: string, row: Row): readonly RowHit[] {
    const plain = plainText(text);
    if (plain === '') return [];
    const words = wordHashes(plain);
    const hits = new Map<number, RowHit>();
    for (const { text: other, covered, longestRun, rowCovered } of this.#ngrams8.read(words)) {
      const found = this.#of(other);
      found.longestRun = Math.max(found.longestRun, longestRun);
      const shares = { share: covered / found.words, rowShare: rowCovered / words.length };
      hits.set(other, { ...noHit(other), ...shares });
    }
    for (const { text: other } of this.#ngrams13.read(words)) this.#of(other).ngram13 = true;
    this.#grams.fill(charGrams(plain));
    for (const { set, value } of this.#near.near(this.#grams))
      hits.set(set, { ...(hits.get(set) ?? noHit(set)), jaccard: value });
    for (const other of this.#byText.get(plain) ?? [])
      hits.set(other, { ...(hits.get(other) ?? noHit(other)), exact: true });
    for (const hit of hits.values()) this.#note(hit, row);
    return [...hits.values()];
  }

  /**
   * Call this when all rows were read. True: some word 8-grams are so common that they mean nothing, and all rows must be
   * read once more, without them; what was found so far is forgotten.
   */
  needsSecondReading(): boolean {
    if (this.#isSecond || !this.#ngrams8.ignoreCommon()) return false;
    this.#isSecond = true;
    const before = this.#found;
    this.#found = this.#words.map((count) => nothing<Row>(count));
    for (const [text, { ngram8 }] of before.entries()) this.#of(text).ngram8 = ngram8;
    return true;
  }

  #note({ text, exact, share, jaccard }: RowHit, row: Row): void {
    const found = this.#of(text);
    if (exact) found.exact ??= row;
    if (share > 0) found.ngram8 = true;
    if (share > (found.coverage?.share ?? 0)) found.coverage = { share, row };
    if (jaccard !== null && jaccard > (found.jaccard?.value ?? 0)) found.jaccard = { value: jaccard, row };
  }

  #of(text: number): Found<Row> {
    const found = this.#found[text];
    if (found === undefined) throw new RangeError(`there is no text ${text}`);
    return found;
  }
}

function noHit(text: number): RowHit {
  return { text, exact: false, share: 0, rowShare: 0, jaccard: null };
}

function nothing<Row>(words: number): Found<Row> {
  return {
    words,
    exact: null,
    ngram8: false,
    ngram13: false,
    coverage: null,
    longestRun: 0,
    jaccard: null,
  };
}
