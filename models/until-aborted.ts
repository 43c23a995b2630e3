/**
 * The promise's own outcome, or a rejection with the signal's reason as soon as that aborts, whichever is first.
 * What is left of the work goes on unheard.
 */
export function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    // Before the outcome is heard, so that whoever hears it finds nothing left on the signal.
    const unheard = () => signal.removeEventListener('abort', onAbort);
    work.finally(unheard).then(resolve, reject);
  });
}
