import { TimeoutError } from '../core/errors.ts';

/**
 * Does work that may take so long and no longer: after `timeoutMs` its signal aborts and a TimeoutError is thrown,
 * also where the work ignores its signal. An aborted caller is released at once in the same way.
 */
export function withinTime<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Value> {
  // The work gets a signal of its own: SDKs leave their listeners on the one that they are given.
  const own = new AbortController();
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const stop = (reason: Error) => {
      settle();
      own.abort(reason);
      reject(reason);
    };
    const onAbort = () => stop(new Error('interrupted'));
    const timer = setTimeout(() => stop(new TimeoutError(`no answer within ${timeoutMs} ms`)), timeoutMs);
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    const succeed = (value: Value) => {
      settle();
      resolve(value);
    };
    const fail = (error: unknown) => {
      settle();
      reject(error);
    };
    try {
      // A module may give a plain value where a promise is due.
      Promise.resolve(work(own.signal)).then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });
}
