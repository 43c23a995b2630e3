import type { ModelClient, ModelResponse } from '../core/model.ts';
import { AskedOnce } from './asked-once.ts';
import { requestDigest } from './request-digest.ts';
import type { ResponseStore } from './response-store.ts';
import { wrapped } from './wrapped.ts';

/** Where an answer came from: the store, the model, or a call for the same request that was under way. */
export type CacheEvent = 'hit' | 'miss' | 'joined';

/**
 * Answers a request from the store where it holds the answer, else asks and keeps the answer; errors are never kept.
 * Equal requests that are under way at once are asked once. Requests that differ in anything, `attempt` included, are
 * different ones. The store belongs to the caller, who closes it; what the server said of its limits is not kept.
 */
export function cached(
  client: ModelClient,
  store: ResponseStore,
  onEvent?: (event: CacheEvent) => void,
): ModelClient {
  const asking = new AskedOnce<ModelResponse>();
  return wrapped(client, async (request, signal) => {
    signal.throwIfAborted();
    const key = requestDigest(client.id, request);
    const kept = asking.has(key) ? null : store.get(key);
    if (kept !== null) {
      onEvent?.('hit');
      return kept;
    }
    onEvent?.(asking.has(key) ? 'joined' : 'miss');
    return asking.ask(key, signal, async (shared) => {
      const response = await client.complete(request, shared);
      store.set(key, client.id, { ...response, rateLimit: null });
      return response;
    });
  });
}
