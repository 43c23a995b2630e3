import { z } from 'zod';
import type { Embedder } from '../../core/embedding.ts';
import { ReplyError } from '../../core/model.ts';
import { ollamaFault, ollamaHost } from '../clients/ollama-client.ts';
import { untilAborted } from '../until-aborted.ts';
import { inBatches } from './in-batches.ts';

const replySchema = z.object({ embeddings: z.array(z.array(z.number())) });

/** Embeddings of a model of Ollama, at OLLAMA_HOST or on this machine. */
export async function ollamaEmbedder(name: string, env: NodeJS.ProcessEnv): Promise<Embedder> {
  const { Ollama } = await import('ollama');
  const host = ollamaHost(env);
  const id = `ollama:${name}`;
  return inBatches(id, async (texts, signal) => {
    signal.throwIfAborted();
    // The package aborts all calls of a client at once: the server is told by an own client for each call.
    const call = new Ollama({ host, fetch: (input, init) => fetch(input, { ...init, signal }) });
    try {
      const reply: unknown = await untilAborted(call.embed({ model: name, input: [...texts] }), signal);
      const parsed = replySchema.safeParse(reply);
      if (!parsed.success) throw new ReplyError('protocol', `${id}: the reply holds no embeddings`);
      return parsed.data.embeddings;
    } catch (error) {
      signal.throwIfAborted();
      throw ollamaFault(error, id, host);
    }
  });
}
