import { createHash } from 'node:crypto';
import type { Embedder } from '../../core/embedding.ts';
import { inBatches } from './in-batches.ts';

const dimensions = 1024;
/** Parts of words carry scripts without spaces, and words that are misspelt. */
const gramLengths = [3, 4, 5] as const;

/**
 * Vectors by the words and parts of words of a text, without a model: hashed counts of words, pairs of words and
 * sequences of 3 to 5 characters, damped by 1 + ln (Weinberger et al. 2009, "Feature hashing for large scale multitask
 * learning": signed hashing keeps the cosine unbiased). They say how alike two texts are written, not what they mean: a
 * paraphrase in other words is far away.
 */
export function lexicalEmbedder(): Embedder {
  return inBatches('lexical', async (texts) => texts.map(vectorOf));
}

function vectorOf(text: string): readonly number[] {
  const counts = new Map<string, number>();
  const plain = text.normalize('NFKC').toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  // A text of signs alone is told by its signs.
  const tokens = words.length > 0 ? words : [plain.trim()];
  const count = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const [index, word] of tokens.entries()) {
    count(`w ${word}`);
    if (index > 0) count(`p ${tokens[index - 1]} ${word}`);
    const letters = [...` ${word} `];
    for (const length of gramLengths)
      for (let at = 0; at + length <= letters.length; at++)
        count(`c ${letters.slice(at, at + length).join('')}`);
  }
  const vector = new Array<number>(dimensions).fill(0);
  for (const [feature, times] of counts) {
    const hash = createHash('sha1').update(feature).digest();
    const at = hash.readUInt32LE(0) % dimensions;
    const sign = (hash[4] ?? 0) % 2 === 0 ? 1 : -1;
    vector[at] = (vector[at] ?? 0) + sign * (1 + Math.log(times));
  }
  return vector;
}
