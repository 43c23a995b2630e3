import { GramSet } from './gram-set.ts';
import { JaccardIndex } from './jaccard-index.ts';
import { gramsOf, isLong, shortWords, type TextPrint } from './text-print.ts';

/** How alike near duplicates are at least: short texts by character 5-grams, others by word 5-grams. */
export const leastAlike = { characters: 0.8, words: 0.72 } as const;

/** A text that is nearly the same. */
export interface NearText {
  /** Texts are numbered from 0 in the order in which they were added. */
  readonly item: number;
  readonly by: 'characters' | 'words';
  /** Jaccard's index of the sets of grams. */
  readonly value: number;
}

/** A text with more words than this is never 0.8 alike to one of fewer than 30. */
const longestBesideShort = 2 * shortWords;

/** Finds the texts of a growing collection that are nearly the same as another. */
export class NearIndex {
  readonly #byCharacters = new JaccardIndex();
  readonly #byWords = new JaccardIndex();
  /** Number in the index → item. */
  readonly #characterItems: number[] = [];
  readonly #wordItems: number[] = [];
  readonly #isLong: boolean[] = [];
  readonly #grams = new GramSet();

  add(print: TextPrint): void {
    const item = this.#isLong.length;
    this.#isLong.push(isLong(print));
    if (print.words.length < longestBesideShort) {
      this.#grams.fill(gramsOf(print, 'characters'));
      this.#characterItems[this.#byCharacters.add(this.#grams)] = item;
    }
    if (isLong(print)) {
      this.#grams.fill(gramsOf(print, 'words'));
      this.#wordItems[this.#byWords.add(this.#grams)] = item;
    }
  }

  /** Every text that is nearly the same, in no order that means anything. */
  near(print: TextPrint): readonly NearText[] {
    const found: NearText[] = [];
    const long = isLong(print);
    if (print.words.length < longestBesideShort) {
      this.#grams.fill(gramsOf(print, 'characters'));
      for (const { set, value } of this.#byCharacters.near(this.#grams, leastAlike.characters)) {
        const item = this.#characterItems[set] ?? 0;
        if (!long || !this.#isLong[item]) found.push({ item, by: 'characters', value });
      }
    }
    if (long) {
      this.#grams.fill(gramsOf(print, 'words'));
      for (const { set, value } of this.#byWords.near(this.#grams, leastAlike.words))
        found.push({ item: this.#wordItems[set] ?? 0, by: 'words', value });
    }
    return found;
  }
}
