import type { Embedder } from '../../core/embedding.ts';
import { type ModelName, ReplyError } from '../../core/model.ts';
import { withRetries } from '../with-retries.ts';

const largestBatch = 64;
const usualRetries = 6;

/**
 * An embedder out of a call for a few texts: at most 64 at a time, one batch after the other, each tried again where
 * the fault is one of infrastructure (6 times, where `retries` says nothing else). A text is sent once, however often it
 * occurs, and a blank one not at all. What comes back is held to the contract: as many vectors as texts, finite, of one
 * length; else ReplyError `protocol`. Vectors are brought to unit length.
 */
export function inBatches(
  id: ModelName,
  call: (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[]>,
  { retries = usualRetries, close }: { readonly retries?: number; readonly close?: () => Promise<void> } = {},
): Embedder {
  let dimensions: number | null = null;
  const checked = (vector: readonly number[]): Float32Array => {
    const ofUnitLength = unit(vector, id);
    dimensions ??= vector.length;
    if (vector.length !== dimensions)
      throw new ReplyError('protocol', `${id} gave vectors of ${dimensions} and of ${vector.length} numbers`);
    return ofUnitLength;
  };
  return {
    id,
    async embed(texts, signal) {
      signal.throwIfAborted();
      const sent = [...new Set(texts.filter((text) => text.trim() !== ''))];
      const vectors = new Map<string, Float32Array>();
      for (let at = 0; at < sent.length; at += largestBatch) {
        const batch = sent.slice(at, at + largestBatch);
        const given = await withRetries(() => call(batch, signal), { retries }, signal);
        signal.throwIfAborted();
        if (given.length !== batch.length)
          throw new ReplyError('protocol', `${id} gave ${given.length} vectors for ${batch.length} texts`);
        for (const [index, vector] of given.entries()) vectors.set(batch[index] ?? '', checked(vector));
      }
      const blank = new Float32Array(dimensions ?? 0);
      return texts.map((text) => vectors.get(text) ?? blank);
    },
    ...(close === undefined ? {} : { close }),
  };
}

function unit(vector: readonly number[], id: ModelName): Float32Array {
  // Not Math.hypot(...vector): a reply may hold more numbers than a call takes arguments.
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(length) || length === 0)
    throw new ReplyError('protocol', `${id} gave a vector of length ${length}`);
  return Float32Array.from(vector, (value) => value / length);
}
