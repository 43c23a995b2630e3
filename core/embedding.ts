import type { ModelName } from './model.ts';

/** Turns texts into vectors whose cosine says how near they are. */
export interface Embedder {
  /** `provider:name`, or `lexical` for the one that needs no model. */
  readonly id: ModelName;
  /**
   * One vector of unit length for each text, in the same order; equal texts have equal vectors. A blank text has a
   * vector of zeros, near to nothing. No texts, no call.
   * Throws as a model client does: InfrastructureError, ReplyError, HeldoutError.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
  /** Frees what the embedder holds. */
  close?(): Promise<void>;
}

/** Cosine of two vectors of unit length or of zeros: −1 to 1. Throws a RangeError where their lengths differ. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} numbers`);
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
