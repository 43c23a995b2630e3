import { gzipSync } from 'node:zlib';
import { rougeLOfTokens } from '../core/rouge-l.ts';

/**
 * How much the texts of a set differ. No number means anything by itself: real sets of narrow topics are as alike as
 * what models write. Compare it with a real set of as many texts.
 */
export interface Diversity {
  readonly n: number;
  /** Share of the texts that equal one before them. */
  readonly exactDuplicates: number;
  /** Bytes of all texts, a line each and in order, over their bytes under gzip -9: what repeats itself packs better. */
  readonly gzipRatio: number;
  /** Different pairs of neighbouring tokens over all such pairs (distinct-2, Li et al. 2016); null without a pair. */
  readonly distinct2: number | null;
  /** Mean over the texts of ROUGE-L F1, over tokens, to the most similar other one; null for fewer than two texts. */
  readonly meanMaxRougeL: number | null;
  /** Share of the texts whose most similar other one is more than 0.7 alike; null for fewer than two texts. */
  readonly shareOver70: number | null;
}

const alike = 0.7;

/**
 * The measures of a set of texts; null for none. Tokens are words and punctuation marks in lower case. Every text is compared with
 * every other, so hand over a sample of some hundreds where the set is large.
 */
export function diversity(texts: readonly string[]): Diversity | null {
  const n = texts.length;
  if (n === 0) return null;
  const tokens = texts.map(tokensOf);
  const nearest = mostAlike(tokens);
  const joined = Buffer.from(texts.join('\n'));
  return {
    n,
    exactDuplicates: 1 - new Set(texts).size / n,
    gzipRatio: joined.length / gzipSync(joined, { level: 9 }).length,
    distinct2: distinctPairs(tokens),
    meanMaxRougeL: n < 2 ? null : nearest.reduce((sum, one) => sum + one, 0) / n,
    shareOver70: n < 2 ? null : nearest.filter((one) => one > alike).length / n,
  };
}

/** For each text the likeness of the most similar other one. */
function mostAlike(texts: readonly (readonly string[])[]): readonly number[] {
  const nearest = new Array<number>(texts.length).fill(0);
  for (const [index, tokens] of texts.entries()) {
    for (let other = 0; other < index; other++) {
      const likeness = rougeLOfTokens(tokens, texts[other] ?? []);
      nearest[index] = Math.max(nearest[index] ?? 0, likeness);
      nearest[other] = Math.max(nearest[other] ?? 0, likeness);
    }
  }
  return nearest;
}

function distinctPairs(texts: readonly (readonly string[])[]): number | null {
  const pairs = texts.flatMap((tokens) =>
    tokens.slice(1).map((token, index) => JSON.stringify([tokens[index], token])),
  );
  return pairs.length === 0 ? null : new Set(pairs).size / pairs.length;
}

function tokensOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
}
