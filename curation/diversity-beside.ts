import { createRandom } from '../core/random.ts';
import { type Diversity, diversity, textTokens } from './diversity.ts';

/** How much the texts of a set differ from each other, beside as many real ones. */
export interface DiversityBeside {
  readonly anchor: Diversity;
  readonly made: Diversity;
}

/** So many were drawn for the published figures of real sets (quality-gates.md §6.2). */
const mostTexts = 175;
const fewestTexts = 20;

/**
 * The diversity of a set and of its real anchor, at equal n (175, or as many as the smaller one has) and on equally many
 * tokens: all of the measures grow or shrink with both. Drawn by the seed; null for fewer than 20 texts of one of them.
 */
export function diversityBeside(
  anchor: readonly string[],
  made: readonly string[],
  seed: number,
): DiversityBeside | null {
  const n = Math.min(mostTexts, anchor.length, made.length);
  if (n < fewestTexts) return null;
  const random = createRandom(seed).fork('diversity');
  const draw = (texts: readonly string[]) => random.shuffle(texts).slice(0, n);
  const [real, own] = [draw(anchor), draw(made)];
  const budget = Math.min(tokensOf(real), tokensOf(own));
  const [ofAnchor, ofMade] = [diversity(real, budget), diversity(own, budget)];
  return ofAnchor === null || ofMade === null ? null : { anchor: ofAnchor, made: ofMade };
}

function tokensOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + textTokens(text).length, 0);
}
