import { TimeoutError } from '../core/errors.ts';
import type { Target } from '../core/seams.ts';

/**
 * Limits each call: after `timeoutMs` its signal aborts and the call fails with a TimeoutError, also when the target
 * ignores its signal. An aborted caller is released at once in the same way.
 */
export function timed(target: Target, timeoutMs: number): Target {
  return {
    ...(target.close === undefined ? {} : { close: () => target.close?.() ?? Promise.resolve() }),
    call(input, signal, id) {
      const own = new AbortController();
      return new Promise((resolve, reject) => {
        const stop = (reason: Error) => {
          own.abort(reason);
          reject(reason);
        };
        const onAbort = () => stop(new Error('interrupted'));
        if (signal.aborted) {
          onAbort();
          return;
        }
        const timer = setTimeout(() => stop(new TimeoutError(`no answer within ${timeoutMs} ms`)), timeoutMs);
        const settle = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        own.signal.addEventListener('abort', settle, { once: true });
        // A target may throw before it gives a promise.
        Promise.resolve()
          .then(() => target.call(input, own.signal, id))
          .then(resolve, reject)
          .finally(settle);
      });
    },
  };
}
