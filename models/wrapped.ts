import type { ModelClient } from '../core/model.ts';

/** The client with another way to complete; its id, its bound on calls and what it frees stay. */
export function wrapped(client: ModelClient, complete: ModelClient['complete']): ModelClient {
  return {
    id: client.id,
    complete,
    ...(client.atOnce === undefined ? {} : { atOnce: client.atOnce }),
    ...(client.close === undefined ? {} : { close: () => client.close?.() ?? Promise.resolve() }),
  };
}
