import { z } from 'zod';
import type { Embedder } from '../../core/embedding.ts';
import { ReplyError } from '../../core/model.ts';
import type { Server } from '../clients/openai-server.ts';
import { sdkFault } from '../clients/sdk-fault.ts';
import { inBatches } from './in-batches.ts';

const replySchema = z.object({
  data: z.array(z.object({ index: z.number().optional(), embedding: z.array(z.number()) })),
});

/** Embeddings of OpenAI, or of a server of its wire format. */
export async function serverEmbedder({
  id,
  name,
  url,
  apiKey,
  keyVariable,
}: Pick<Server, 'id' | 'name' | 'url' | 'apiKey' | 'keyVariable'>): Promise<Embedder> {
  const { default: OpenAI } = await import('openai');
  // Null keeps the SDK from reading the environment: an organisation's id is no business of another server.
  const sdk = new OpenAI({ apiKey, baseURL: url, maxRetries: 0, organization: null, project: null });
  return inBatches(id, async (texts, signal) => {
    signal.throwIfAborted();
    try {
      const body = { model: name, input: [...texts], encoding_format: 'float' as const };
      const response = await sdk.embeddings.create(body, { signal }).asResponse();
      return inOrder(await response.json());
    } catch (error) {
      signal.throwIfAborted();
      throw sdkFault(error, { id, keyVariable });
    }
  });
}

/** Each vector says which text it is of; servers that leave it out keep the order. */
function inOrder(reply: unknown): readonly (readonly number[])[] {
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success) {
    const why = z.prettifyError(parsed.error).slice(0, 200);
    throw new ReplyError('protocol', `the reply holds no embeddings: ${why}`);
  }
  const placed = parsed.data.data.map(({ index, embedding }, at) => ({ index: index ?? at, embedding }));
  const isWhole = new Set(placed.map(({ index }) => index)).size === placed.length;
  if (!isWhole) throw new ReplyError('protocol', 'two vectors of the reply are of one text');
  return placed.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}
