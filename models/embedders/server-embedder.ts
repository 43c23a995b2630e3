import { z } from 'zod';
import type { Embedder } from '../../core/embedding.ts';
import { ReplyError } from '../../core/model.ts';
import { openaiSdk } from '../clients/openai-sdk.ts';
import type { Server } from '../clients/openai-server.ts';
import { sdkFault } from '../clients/sdk-fault.ts';
import { withOwnSignal } from '../clients/with-own-signal.ts';
import { inBatches } from './in-batches.ts';

const replySchema = z.object({
  data: z.array(z.object({ index: z.number().optional(), embedding: z.array(z.number()) })),
});

/** Embeddings of OpenAI, or of a server of its wire format. `retries` is for tests. */
export async function serverEmbedder(
  server: Server,
  options: { readonly retries?: number } = {},
): Promise<Embedder> {
  const sdk = await openaiSdk(server);
  const { id, name } = server;
  const embedBatch = async (texts: readonly string[], signal: AbortSignal) => {
    signal.throwIfAborted();
    try {
      const body = { model: name, input: [...texts], encoding_format: 'float' as const };
      const reply = await withOwnSignal(signal, async (own) => {
        const response = await sdk.embeddings.create(body, { signal: own }).asResponse();
        return response.json();
      });
      return inOrder(reply);
    } catch (error) {
      signal.throwIfAborted();
      throw sdkFault(error, server);
    }
  };
  return inBatches(id, embedBatch, options);
}

/** Each vector says which text it is of; servers that leave it out keep the order. */
function inOrder(reply: unknown): readonly (readonly number[])[] {
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success) {
    const why = z.prettifyError(parsed.error).slice(0, 200);
    throw new ReplyError('protocol', `the reply holds no embeddings: ${why}`);
  }
  const placed = parsed.data.data
    .map(({ index, embedding }, at) => ({ index: index ?? at, embedding }))
    .toSorted((a, b) => a.index - b.index);
  if (placed.some(({ index }, at) => index !== at))
    throw new ReplyError('protocol', 'the vectors of the reply are not of one text each');
  return placed.map(({ embedding }) => embedding);
}
