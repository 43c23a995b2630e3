import { embeddedShare } from './embedded-share.ts';
import { plainText } from './plain-text.ts';
import { wordHashes } from './text-grams.ts';

/** A shorter text is a phrase that anybody may write. */
const fewestWords = 3;
/** Of longer ones a run of so many words counts. */
const gramWords = 8;

/** Tells whether words repeat one of some texts: a run of 8 words of it, or the whole of one that has 3 to 7. */
export function repeatsText(texts: readonly string[]): (words: string) => boolean {
  const embeddedIn = embeddedShare(texts);
  const short = new Set(
    texts.map(plainText).filter((plain) => {
      const { length } = wordHashes(plain);
      return length >= fewestWords && length < gramWords;
    }),
  );
  return (words) => {
    if (embeddedIn(words) !== null) return true;
    const plain = plainText(words);
    return [...short].some((text) => plain.includes(text));
  };
}
