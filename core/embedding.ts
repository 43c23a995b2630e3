import type { ModelName } from './model.ts';

/** Turns texts into vectors whose cosine says how near they are. */
export interface Embedder {
  /** `provider:name`, or `lexical` for the one that needs no model. */
  readonly id: ModelName;
  /**
   * One vector of unit length for each text, in the same order; equal texts of a call have equal vectors. A blank text
   * has a vector of zeros, near to nothing, which holds no numbers as long as no other text was embedded. No texts, no
   * call.
   * Throws as a model client does: InfrastructureError, ReplyError, HeldoutError.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
  /** Frees what the embedder holds. */
  close?(): Promise<void>;
}

/**
 * Cosine of two vectors of unit length or of zeros: −1 to 1. A vector of no numbers is one of zeros. Throws a RangeError
 * where two others differ in length: they are of two models.
 */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} numbers`);
  // A loop is three times as fast here as a reduce.
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
