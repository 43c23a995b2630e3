import type { LoadedDocument } from '../../core/case.ts';
import type { Random } from '../../core/random.ts';
import { type Chunk, chunksOf } from '../writing/chunks.ts';
import { wordsIn } from './plant.ts';

/**
 * Parts of documents, in a drawn order of the documents, that have at least so many words together and no more parts
 * than that takes; parts of one document stand in its own order and do not overlap. Null where all documents together
 * are too short.
 */
export function longTexts(
  documents: readonly LoadedDocument[],
  { longWords, chunkSize }: { readonly longWords: number; readonly chunkSize: number },
  random: Random,
): readonly [Chunk, ...Chunk[]] | null {
  const parts = random
    .fork('long')
    .shuffle(documents)
    .flatMap((document) => chunksOf(document, chunkSize, 0));
  let words = 0;
  const end = parts.findIndex(({ text }) => {
    words += wordsIn(text);
    return words >= longWords;
  });
  const [first, ...rest] = parts.slice(0, end + 1);
  return end === -1 || first === undefined ? null : [first, ...rest];
}
