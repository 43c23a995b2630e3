import type { CaseInput } from '../core/case.ts';
import { commonLimit } from './common-limit.ts';
import { GramSet } from './gram-set.ts';
import { JaccardIndex } from './jaccard-index.ts';
import { plainText } from './plain-text.ts';
import { charGrams, wordGrams, wordHashes } from './text-grams.ts';

/** A record that something must not be too near to. */
export interface RealRecord {
  readonly input: CaseInput;
  readonly cluster: string;
  /** Every text of it, what is expected included. */
  readonly texts: readonly string[];
}

const gramWords = 8;
/** Records that are less alike count as this far apart. */
const leastAlike = 0.1;

/** Real records as texts are held against: what they say word for word, and how near they come. */
export class RealRecords {
  readonly #records: readonly RealRecord[];
  /** Hash of eight words → in how many records they stand. */
  readonly #grams = new Map<number, number>();
  readonly #whole = new Set<string>();
  readonly #index = new JaccardIndex();
  readonly #set = new GramSet();

  /** Records that say the same are one. */
  constructor(records: readonly RealRecord[]) {
    const byText = new Map(records.map((record) => [plainText(said(record.input)), record]));
    this.#records = [...byText.values()];
    for (const { input, texts } of this.#records) {
      for (const gram of new Set(texts.flatMap(gramsOf)))
        this.#grams.set(gram, (this.#grams.get(gram) ?? 0) + 1);
      this.#whole.add(plainText(said(input)));
      this.#set.fill(charGrams(plainText(said(input))));
      this.#index.add(this.#set);
    }
  }

  /** Whether eight words in a row stand in a record, save what many records say. */
  sharesWords(text: string): boolean {
    const limit = commonLimit(this.#records.length);
    return gramsOf(text).some((gram) => {
      const records = this.#grams.get(gram) ?? 0;
      return records > 0 && records <= limit;
    });
  }

  /** Whether a record says just this. */
  holds(input: CaseInput): boolean {
    return this.#whole.has(plainText(said(input)));
  }

  /** To the closest record: 1 − Jaccard’s index of 5-grams of characters, at most 0.9. */
  distance(input: CaseInput): number {
    return this.#distance(input, () => true);
  }

  /** The distance of each record to the closest one of another cluster. */
  ownDistances(): readonly number[] {
    return this.#records.map(({ input, cluster }) =>
      this.#distance(input, (other) => other.cluster !== cluster),
    );
  }

  #distance(input: CaseInput, counts: (other: RealRecord) => boolean): number {
    this.#set.fill(charGrams(plainText(said(input))));
    const nearest = this.#index.near(this.#set, leastAlike).find(({ set }) => {
      const other = this.#records[set];
      return other !== undefined && counts(other);
    });
    return 1 - Math.max(leastAlike, nearest?.value ?? leastAlike);
  }
}

function said({ messages, documents = [] }: CaseInput): string {
  return [...messages.map(({ content }) => content), ...documents.map(({ text }) => text)].join('\n');
}

function gramsOf(text: string): readonly number[] {
  return [...wordGrams(wordHashes(plainText(text)), gramWords)];
}
