import { z } from 'zod';
import type { Embedder } from '../../core/embedding.ts';
import { ReplyError } from '../../core/model.ts';
import { ollamaFault, ollamaHost } from '../clients/ollama-client.ts';
import { withOwnSignal } from '../clients/with-own-signal.ts';
import { untilAborted } from '../until-aborted.ts';
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
  const { Ollama } = await import('ollama');
  const host = ollamaHost(env);
  const id = `ollama:${name}`;
  const embedBatch = async (texts: readonly string[], signal: AbortSignal) => {
    signal.throwIfAborted();
    try {
      const reply = await withOwnSignal(signal, (own) => {
        // The package aborts all calls of a client at once: the server is told by an own client for each call.
        const call = new Ollama({ host, fetch: (input, init) => fetch(input, { ...init, signal: own }) });
        const asked = call.embed({ model: name, input: [...texts], truncate: false });
        return untilAborted<unknown>(asked, own);
      });
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
