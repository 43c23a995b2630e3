import { cosine, type Embedder } from '../core/embedding.ts';

/** From which cosine on two texts are one, for one embedding model and one kind of texts. */
export interface SemanticLimits {
  /** Whatever else they are. */
  readonly always: number;
  /** Where they are of one cell and one expected value. */
  readonly alike: number;
  /** Real texts that it was measured on. */
  readonly n: number;
  /**
   * Whether the model tells texts apart: copies that differ in case, punctuation and one slip of the finger are nearer to
   * their text than other real texts are.
   */
  readonly separates: boolean;
}

/** What is usual for sentence embeddings (distilabel, PersonaHub: 0.9; NeMo Curator: 0.99 of one cluster). */
const usual = { always: 0.92, alike: 0.85 } as const;
const mostTexts = 120;
/** Shares of the real texts that may have a neighbour above the limits, and of copies that may fall below. */
const tolerated = { always: 0.05, alike: 0.1, copies: 0.05 } as const;

/**
 * Measures the limits of an embedding model on real texts: not so low that more than 5 % of them (10 % within a cell)
 * would count as copies of another, and not higher than where copies with slips of the finger lie. Of more than 120
 * texts every k-th is read. Without at least 20 texts the usual limits, 0.92 and 0.85.
 */
export async function semanticLimits(
  embedder: Embedder,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<SemanticLimits> {
  const step = Math.max(1, Math.ceil(texts.length / mostTexts));
  const chosen = [...new Set(texts)].filter((text, at) => at % step === 0 && text.trim() !== '');
  if (chosen.length < 20) return { ...usual, n: chosen.length, separates: true };
  const vectors = await embedder.embed([...chosen, ...chosen.map(slipped)], signal);
  const real = vectors.slice(0, chosen.length);
  const copies = vectors.slice(chosen.length);
  const nearest = real.map((vector, own) =>
    Math.max(...real.map((other, at) => (at === own ? -1 : cosine(vector, other)))),
  );
  const toCopy = real.map((vector, own) => cosine(vector, copies[own] ?? vector));
  const [realAlways, realAlike] = [above(nearest, tolerated.always), above(nearest, tolerated.alike)];
  const leastCopy = above(toCopy, 1 - tolerated.copies);
  const always = Math.max(realAlways, Math.min(usual.always, leastCopy));
  const alike = Math.min(always, Math.max(realAlike, always - (usual.always - usual.alike)));
  return { always, alike, n: chosen.length, separates: leastCopy > realAlways };
}

/** The value that so large a share of the values lies above. */
function above(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => b - a);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 1;
}

/** The text in lower case, without punctuation, two letters of its longest word swapped. */
function slipped(text: string): string {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\s]+/gu, '');
  const [longest = ''] = plain.split(/\s+/).sort((a, b) => b.length - a.length);
  const middle = Math.floor(longest.length / 2);
  const swapped =
    longest.slice(0, middle - 1) +
    longest.charAt(middle) +
    longest.charAt(middle - 1) +
    longest.slice(middle + 1);
  return longest.length < 3 ? plain : plain.replace(longest, swapped);
}
