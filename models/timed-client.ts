import type { ModelClient } from '../core/model.ts';
import { withinTime } from './within-time.ts';
import { wrapped } from './wrapped.ts';

/**
 * Limits each request to `timeoutMs`; see {@link withinTime}. Inside {@link limited}: waiting for leave to send is not
 * the model's time.
 */
export function timedClient(client: ModelClient, timeoutMs: number): ModelClient {
  return wrapped(client, (request, signal) =>
    withinTime((own) => client.complete(request, own), timeoutMs, signal),
  );
}
