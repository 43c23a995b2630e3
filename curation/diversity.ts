import { gzipSync } from 'node:zlib';
import { symmetricMatrix } from '../stats/symmetric-matrix.ts';
import { vendiScore } from '../stats/vendi-score.ts';
import { GramSet } from './gram-set.ts';
import { plainText } from './plain-text.ts';
import { rougeLTo } from './rouge-l-to.ts';
import { charGrams } from './text-grams.ts';

/**
 * How much the texts of a set differ. No number means anything by itself: real sets of narrow topics are as alike as
 * what models write. Compare it with a real set of as many texts.
 */
export interface Diversity {
  readonly n: number;
  /** Words and punctuation marks; no more than were to be read. */
  readonly tokens: number;
  /** Share of the texts that equal one before them. */
  readonly exactDuplicates: number;
  /** Bytes of these tokens, a text a line and in order, over their bytes under gzip -9: what repeats itself packs better. */
  readonly gzipRatio: number;
  /** Different pairs of neighbouring ones of them over all such pairs (distinct-2, Li et al. 2016); null without a pair. */
  readonly distinct2: number | null;
  /** Mean over the texts of ROUGE-L F1, over tokens, to the most similar other one; null for fewer than two texts. */
  readonly meanMaxRougeL: number | null;
  /** Share of the texts whose most similar other one is more than 0.7 alike; null for fewer than two texts. */
  readonly shareOver70: number | null;
  /**
   * As how many texts that share nothing they count (Vendi score, Friedman and Dieng 2023): the cosine of the sets of
   * character 5-grams says how alike two are.
   */
  readonly vendi: number;
}

const alike = 0.7;
/** What comes after so many tokens of a text is not compared with others. */
const mostCompared = 1000;

/**
 * The measures of a set of texts; null for none. Tokens are words and punctuation marks in lower case. Every text is
 * compared with every other, so hand over a sample of some hundreds where the set is large. Packing and pairs of tokens
 * depend on how much text there is: they are measured on the first `mostTokens` tokens.
 */
export function diversity(texts: readonly string[], mostTokens = Number.POSITIVE_INFINITY): Diversity | null {
  const n = texts.length;
  if (n === 0) return null;
  const read = cut(texts, mostTokens);
  const tokens = read.map(textTokens);
  const nearest = mostAlike(texts.map(textTokens));
  const joined = Buffer.from(read.join('\n'));
  return {
    n,
    tokens: tokens.reduce((sum, own) => sum + own.length, 0),
    exactDuplicates: 1 - new Set(texts).size / n,
    gzipRatio: joined.length / gzipSync(joined, { level: 9 }).length,
    distinct2: distinctPairs(tokens),
    meanMaxRougeL: n < 2 ? null : nearest.reduce((sum, one) => sum + one, 0) / n,
    shareOver70: n < 2 ? null : nearest.filter((one) => one > alike).length / n,
    vendi: vendiScore(gramCosines(texts)),
  };
}

/** Words and punctuation marks of a text, in lower case. */
export function textTokens(text: string): readonly string[] {
  return text.toLowerCase().match(token) ?? [];
}

const token = /[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]/gu;

/** The texts as far as so many tokens go. */
function cut(texts: readonly string[], mostTokens: number): readonly string[] {
  const kept: string[] = [];
  let left = mostTokens;
  for (const text of texts) {
    if (left <= 0) break;
    const tokens = [...text.matchAll(token)];
    const last = tokens.length > left ? tokens[left - 1] : undefined;
    kept.push(last === undefined ? text : text.slice(0, last.index + last[0].length));
    left -= tokens.length;
  }
  return kept;
}

function gramCosines(texts: readonly string[]) {
  const grams = texts.map((text) => [...new Set(charGrams(plainText(text)))]);
  const row = new GramSet();
  let filled = -1;
  return symmetricMatrix(texts.length, (i, j) => {
    const [own = [], other = []] = [grams[i], grams[j]];
    if (i === j) return 1;
    if (own.length === 0 || other.length === 0) return own.length === other.length ? 1 : 0;
    if (filled !== i) row.fill(Uint32Array.from(own));
    filled = i;
    let shared = 0;
    for (const gram of other) if (row.has(gram)) shared++;
    return shared / Math.sqrt(own.length * other.length);
  });
}

/** For each text the likeness of the most similar other one. */
function mostAlike(texts: readonly (readonly string[])[]): readonly number[] {
  const numbers = new Map<string, number>();
  const numbered = texts.map((tokens) =>
    Uint32Array.from(tokens.slice(0, mostCompared), (one) => {
      const number = numbers.get(one) ?? numbers.size;
      numbers.set(one, number);
      return number;
    }),
  );
  const nearest = new Array<number>(texts.length).fill(0);
  for (const [index, tokens] of numbered.entries()) {
    const likenessTo = rougeLTo(tokens);
    for (const [other, otherTokens] of numbered.slice(0, index).entries()) {
      const likeness = likenessTo(otherTokens);
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
