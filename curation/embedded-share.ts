import { plainText } from './plain-text.ts';
import { wordGrams, wordHashes } from './text-grams.ts';

/** Of the texts the one that holds most of another, by its place in the list, and the share of that one's words. */
export interface EmbeddedIn {
  readonly text: number;
  /** 0 to 1. */
  readonly share: number;
}

const n = 8;

/**
 * Tells how much of a text stands in one single text of a list: the largest share of its own words that lie in word 8-grams
 * of it. A fragment of a long text shows here, and not where one asks how much of the long text is copied. Null where it
 * has nothing in common with any of them, or fewer than 8 words.
 */
export function embeddedShare(texts: readonly string[]): (text: string) => EmbeddedIn | null {
  const textsWith = new Map<number, number[]>();
  for (const [at, text] of texts.entries())
    for (const gram of new Set(wordGrams(wordHashes(plainText(text)), n))) {
      const known = textsWith.get(gram);
      if (known === undefined) textsWith.set(gram, [at]);
      else known.push(at);
    }
  return (text) => {
    const words = wordHashes(plainText(text));
    // Text → words of this one that it covers, and where the last of them ends.
    const covered = new Map<number, { words: number; end: number }>();
    for (const [at, gram] of wordGrams(words, n).entries())
      for (const other of textsWith.get(gram) ?? []) {
        const seen = covered.get(other) ?? { words: 0, end: 0 };
        covered.set(other, { words: seen.words + at + n - Math.max(at, seen.end), end: at + n });
      }
    let most: EmbeddedIn | null = null;
    for (const [other, seen] of covered) {
      const share = seen.words / words.length;
      if (most === null || share > most.share) most = { text: other, share };
    }
    return most;
  };
}
