import type { ModelClient } from '../core/model.ts';
import { type RetryOptions, withRetries } from './with-retries.ts';
import { wrapped } from './wrapped.ts';

/** A client whose calls are tried again, as {@link withRetries} says. */
export function retriedClient(client: ModelClient, options: RetryOptions): ModelClient {
  return wrapped(client, (request, signal) =>
    withRetries(() => client.complete(request, signal), options, signal),
  );
}
