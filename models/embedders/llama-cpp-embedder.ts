import type { Embedder } from '../../core/embedding.ts';
import { fault, messageOf } from '../../core/errors.ts';
import { type ModelName, ReplyError } from '../../core/model.ts';
import { loadLlama } from '../llama-cpp/load-llama.ts';
import { oneAtATime } from '../llama-cpp/one-at-a-time.ts';
import { untilAborted } from '../until-aborted.ts';
import { inBatches } from './in-batches.ts';

/** What is needed of a model that lies in memory. */
export interface EmbeddingModel {
  readonly model: {
    createEmbeddingContext(options: { readonly threads?: number; readonly contextSize?: number }): Promise<{
      getEmbeddingFor(text: string): Promise<{ readonly vector: readonly number[] }>;
      dispose(): Promise<void>;
    }>;
  };
  readonly threads: { readonly threads?: number };
  dispose(): Promise<void>;
}

/** How a model file is loaded. */
export interface LlamaCppEmbedderOptions {
  /** Tokens of the longest text; null or left out: the package's own choice, at most what the model was trained on. */
  readonly contextTokens?: number | null;
  /** For tests. */
  readonly load?: (file: string) => Promise<EmbeddingModel>;
}

/**
 * Embeddings of a GGUF model in this process, pooled as its file says, one text at a time. A text longer than the
 * context is a ReplyError. Throws MODEL_PACKAGE, and MODEL_FILE also for a model that gives no embeddings.
 */
export async function llamaCppEmbedder(
  id: ModelName,
  file: string,
  { contextTokens = null, load = loadLlama }: LlamaCppEmbedderOptions = {},
): Promise<Embedder> {
  const loaded = await load(file);
  const context = await contextOf(loaded, file, contextTokens);
  const queue = oneAtATime();
  const embedOne = (text: string, signal: AbortSignal) =>
    queue(async () => {
      signal.throwIfAborted();
      try {
        return (await context.getEmbeddingFor(text)).vector;
      } catch (error) {
        const message = `${id} cannot embed a text of ${text.length} characters: ${messageOf(error)}`;
        throw new ReplyError('protocol', message, { cause: error });
      }
    });
  return inBatches(
    id,
    async (texts, signal) => {
      const vectors: (readonly number[])[] = [];
      for (const text of texts) vectors.push(await untilAborted(embedOne(text, signal), signal));
      return vectors;
    },
    {
      // Behind a text that is under way: its memory must not go from under it.
      close: () =>
        queue(async () => {
          await context.dispose();
          await loaded.dispose();
        }),
    },
  );
}

async function contextOf(loaded: EmbeddingModel, file: string, contextTokens: number | null) {
  try {
    return await loaded.model.createEmbeddingContext({
      ...loaded.threads,
      ...(contextTokens === null ? {} : { contextSize: contextTokens }),
    });
  } catch (error) {
    await loaded.dispose();
    throw fault('MODEL_FILE', `${file} cannot be used for embeddings: ${messageOf(error)}`, {
      place: { file, line: null, column: null },
      cause: error,
    });
  }
}
