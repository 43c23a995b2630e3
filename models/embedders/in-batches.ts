import type { Embedder } from '../../core/embedding.ts';
import { type ModelName, ReplyError } from '../../core/model.ts';
import { withRetries } from '../with-retries.ts';

const largestBatch = 64;
const retries = 6;

/**
 * An embedder out of a call for a few texts: at most 64 at a time, one batch after the other, each tried again where
 * the fault is one of infrastructure. Blank texts are not sent. What comes back is held to the contract: as many
 * vectors as texts, finite, of one length; else ReplyError `protocol`. Vectors are brought to unit length.
 */
export function inBatches(
  id: ModelName,
  call: (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[]>,
  close?: () => Promise<void>,
): Embedder {
  let dimensions: number | null = null;
  const checked = (vectors: readonly (readonly number[])[], wanted: number): readonly Float32Array[] => {
    if (vectors.length !== wanted)
      throw new ReplyError('protocol', `${id} gave ${vectors.length} vectors for ${wanted} texts`);
    return vectors.map((vector) => {
      dimensions ??= vector.length;
      if (vector.length !== dimensions || vector.length === 0)
        throw new ReplyError(
          'protocol',
          `${id} gave vectors of ${dimensions} and of ${vector.length} numbers`,
        );
      return unit(vector, id);
    });
  };
  return {
    id,
    async embed(texts, signal) {
      signal.throwIfAborted();
      const sent = texts.filter((text) => text.trim() !== '');
      const vectors: Float32Array[] = [];
      for (let at = 0; at < sent.length; at += largestBatch) {
        const batch = sent.slice(at, at + largestBatch);
        const given = await withRetries(() => call(batch, signal), { retries }, signal);
        vectors.push(...checked(given, batch.length));
      }
      const next = vectors[Symbol.iterator]();
      const blank = new Float32Array(dimensions ?? 0);
      return texts.map((text) => (text.trim() === '' ? blank : (next.next().value ?? blank)));
    },
    ...(close === undefined ? {} : { close }),
  };
}

function unit(vector: readonly number[], id: ModelName): Float32Array {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0)
    throw new ReplyError('protocol', `${id} gave a vector of length ${length}`);
  return Float32Array.from(vector, (value) => value / length);
}
