import type { ModelClient, ModelRequest } from '../core/model.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { likelyInputTokens } from './request-tokens.ts';
import { wrapped } from './wrapped.ts';

/** What a reply is taken to cost where the request sets no bound; the usage puts it right. */
const typicalReply = 512;

/**
 * Sends each request when the limiter gives leave, and tells the limiter how it ended. All clients of one model at one
 * provider are given the same limiter. Inside {@link retriedClient}, so that a retry asks for leave like anybody else.
 */
export function limited(client: ModelClient, limiter: RateLimiter): ModelClient {
  // A retry is the same request object again.
  const failed = new WeakSet<ModelRequest>();
  return wrapped(client, async (request, signal) => {
    const tokens = likelyInputTokens(request) + (request.maxTokens ?? typicalReply);
    const permit = await limiter.acquire(tokens, signal, failed.has(request));
    try {
      const response = await client.complete(request, signal);
      permit.answered(response);
      return response;
    } catch (error) {
      failed.add(request);
      permit.failed(error);
      throw error;
    }
  });
}
