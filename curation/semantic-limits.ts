import { cosine, type Embedder } from '../core/embedding.ts';

/** From which cosine on two texts are one, for one embedding model and one kind of texts. */
export interface SemanticLimits {
  /** Whatever else they are. */
  readonly always: number;
  /** Where they are of one cell and one expected value. */
  readonly alike: number;
  /** Real texts that it was measured on. */
  readonly n: number;
}

/** What is usual for sentence embeddings (distilabel, PersonaHub: 0.9; NeMo Curator: 0.99 of one cluster). */
const usual = { always: 0.92, alike: 0.85 } as const;
const mostTexts = 120;
/** Shares of the real texts that may have a neighbour above the limits. */
const tolerated = { always: 0.05, alike: 0.1 } as const;

/**
 * Measures the limits of an embedding model on real texts: the usual ones, 0.92 and 0.85, or higher, so that no more than
 * 5 % of the texts (10 % within a cell) would count as copies of another. They are never lower: what a model takes apart
 * too easily it only misses, but a negation is near to what it negates (0.88 for all-MiniLM-L6-v2). Of more than 120
 * texts every k-th is read; of fewer than 20 none.
 */
export async function semanticLimits(
  embedder: Embedder,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<SemanticLimits> {
  const step = Math.max(1, Math.ceil(texts.length / mostTexts));
  const chosen = [...new Set(texts)].filter((text, at) => at % step === 0 && text.trim() !== '');
  if (chosen.length < 20) return { ...usual, n: 0 };
  const real = await embedder.embed(chosen, signal);
  const nearest = real.map((vector, own) =>
    Math.max(...real.map((other, at) => (at === own ? -1 : cosine(vector, other)))),
  );
  const always = Math.max(usual.always, above(nearest, tolerated.always));
  return { always, alike: Math.max(usual.alike, above(nearest, tolerated.alike)), n: chosen.length };
}

/** The value that so large a share of the values lies above. */
function above(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => b - a);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 1;
}
