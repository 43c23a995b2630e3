import { standsAlone, wordGrams, wordHashes } from './text-grams.ts';

/** Fewer words than that are what anybody may write. */
export const fewestWhole = 5;
/** Of longer texts the shares of 8-grams tell. */
const most = 15;

/**
 * Finds texts of 5 to 15 words that stand whole, word for word, in other texts. Two characters of a script without spaces
 * count as a word. Texts are plain texts. What one reading costs grows with its text, not with how many are looked for.
 */
export class ShortTexts {
  /** Number of words → hash of all of them → the texts. */
  readonly #byLength = new Map<number, Map<number, number[]>>();
  readonly #words = new Map<number, Uint32Array>();

  constructor(texts: readonly string[]) {
    for (const [at, text] of texts.entries()) {
      const words = wordHashes(text);
      if (words.length > most || countedWords(text) < fewestWhole) continue;
      this.#words.set(at, words);
      const ofLength = this.#byLength.get(words.length) ?? new Map<number, number[]>();
      this.#byLength.set(words.length, ofLength);
      for (const hash of wordGrams(words, words.length))
        ofLength.set(hash, [...(ofLength.get(hash) ?? []), at]);
    }
  }

  /** The places in the list of the texts that stand in this one. */
  within(text: string): ReadonlySet<number> {
    const words = wordHashes(text);
    const found = new Set<number>();
    for (const [length, ofLength] of this.#byLength)
      for (const [start, hash] of wordGrams(words, length).entries())
        for (const at of ofLength.get(hash) ?? [])
          if (this.#words.get(at)?.every((word, step) => word === words[start + step])) found.add(at);
    return found;
  }
}

/** The words of a plain text; two characters of a script without spaces are one. */
export function countedWords(text: string): number {
  let alone = 0;
  for (let at = 0; at < text.length; at++) if (standsAlone(text.charCodeAt(at))) alone++;
  return wordHashes(text).length - alone / 2;
}
