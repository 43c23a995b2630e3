import type { Embedder } from '../../core/embedding.ts';
import type { ModelName } from '../../core/model.ts';
import { loadLlama } from '../llama-cpp/load-llama.ts';
import { oneAtATime } from '../llama-cpp/one-at-a-time.ts';
import { untilAborted } from '../until-aborted.ts';
import { inBatches } from './in-batches.ts';

/**
 * Embeddings of a GGUF model in this process, pooled as its file says; a text longer than the model's context is an
 * error. Throws MODEL_FILE and MODEL_PACKAGE.
 */
export async function llamaCppEmbedder(id: ModelName, file: string): Promise<Embedder> {
  const { model, threads, dispose } = await loadLlama(file);
  const context = await model.createEmbeddingContext(threads);
  const queue = oneAtATime();
  return inBatches(
    id,
    async (texts, signal) => {
      const vectors: (readonly number[])[] = [];
      for (const text of texts) {
        const one = queue(async () => (await context.getEmbeddingFor(text)).vector);
        vectors.push(await untilAborted(one, signal));
      }
      return vectors;
    },
    async () => {
      await context.dispose();
      await dispose();
    },
  );
}
