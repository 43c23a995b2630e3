import { plainText } from './plain-text.ts';
import { wordGrams, wordHashes } from './text-grams.ts';

/** A shorter text is a phrase that anybody may write. */
const fewestWords = 3;
/** Of longer ones a run of so many words counts. */
const gramWords = 8;

/** Tells whether words repeat one of some texts: a run of 8 words of it, or the whole of one that has 3 to 7. */
export function repeatsText(texts: readonly string[]): (words: string) => boolean {
  const grams = new Set<number>();
  const short = new Set<string>();
  for (const plain of texts.map(plainText)) {
    const words = wordHashes(plain);
    if (words.length >= fewestWords && words.length < gramWords) short.add(plain);
    for (const gram of wordGrams(words, gramWords)) grams.add(gram);
  }
  return (words) => {
    const plain = plainText(words);
    return (
      wordGrams(wordHashes(plain), gramWords).some((gram) => grams.has(gram)) ||
      [...short].some((text) => plain.includes(text))
    );
  };
}
