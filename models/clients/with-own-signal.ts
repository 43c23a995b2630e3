/**
 * Does work under a signal of its own that aborts as the caller's does. SDKs leave their listeners on the signal that they
 * are given; this way none is left on the caller's, which lives as long as a whole run.
 */
export async function withOwnSignal<Value>(
  signal: AbortSignal,
  work: (own: AbortSignal) => Promise<Value>,
): Promise<Value> {
  signal.throwIfAborted();
  const own = new AbortController();
  const forward = () => own.abort(signal.reason);
  signal.addEventListener('abort', forward, { once: true });
  try {
    return await work(own.signal);
  } finally {
    signal.removeEventListener('abort', forward);
  }
}
