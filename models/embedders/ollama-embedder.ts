import { z } from 'zod';
import type { Embedder } from '../../core/embedding.ts';
import { ReplyError } from '../../core/model.ts';
import { askOllama } from '../clients/ask-ollama.ts';
import { ollamaFault, ollamaHost } from '../clients/ollama-client.ts';
import { inBatches } from './in-batches.ts';

const replySchema = z.object({ embeddings: z.array(z.array(z.number())) });

/**
 * Embeddings of a model of Ollama, at OLLAMA_HOST or on this machine. A text longer than the model's context is a
 * ReplyError: cut, it would be as near as can be to every text that begins alike. `retries` is for tests.
 */
export async function ollamaEmbedder(
  name: string,
  env: NodeJS.ProcessEnv,
  options: { readonly retries?: number } = {},
): Promise<Embedder> {
  const host = ollamaHost(env);
  const id = `ollama:${name}`;
  const embedBatch = async (texts: readonly string[], signal: AbortSignal) => {
    signal.throwIfAborted();
    try {
      const reply: unknown = await askOllama(host, signal, (server) =>
        server.embed({ model: name, input: [...texts], truncate: false }),
      );
      const parsed = replySchema.safeParse(reply);
      if (!parsed.success) throw new ReplyError('protocol', `${id}: the reply holds no embeddings`);
      return parsed.data.embeddings;
    } catch (error) {
      signal.throwIfAborted();
      throw ollamaFault(error, id, host);
    }
  };
  return inBatches(id, embedBatch, options);
}
