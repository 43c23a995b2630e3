import { setTimeout as wait } from 'node:timers/promises';
import { InfrastructureError } from '../core/errors.ts';
import type { Target } from '../core/seams.ts';

const firstDelayMs = 250;
/** A server that asks for more than this is not waited for any longer than this. */
const longestDelayMs = 120_000;

/**
 * Tries a call again, up to `retries` times, when the fault is one of infrastructure: after what the server asked for,
 * else after 0.25 s, 0.5 s, 1 s, …. Anything else fails at once: an answer that was given is never asked for again.
 */
export function retried(target: Target, retries: number): Target {
  return {
    ...(target.close === undefined ? {} : { close: () => target.close?.() ?? Promise.resolve() }),
    async call(input, signal, id, attempt = 0) {
      for (let failures = 0; ; failures++) {
        try {
          return await target.call(input, signal, id, attempt);
        } catch (error) {
          if (!(error instanceof InfrastructureError) || failures >= retries || signal.aborted) throw error;
          const delayMs = error.retryAfterMs ?? firstDelayMs * 2 ** failures;
          await wait(Math.min(delayMs, longestDelayMs), undefined, { signal });
        }
      }
    },
  };
}
