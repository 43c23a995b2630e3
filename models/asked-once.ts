import { untilAborted } from './until-aborted.ts';

interface Asking<Value> {
  readonly answer: Promise<Value>;
  readonly stop: AbortController;
  callers: number;
  ended: boolean;
}

/**
 * Shares one piece of work between all who ask for the same key while it is under way. A caller that aborts leaves
 * alone: the work itself is aborted when its last caller has left.
 */
export class AskedOnce<Value> {
  readonly #asking = new Map<string, Asking<Value>>();

  async ask(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    signal.throwIfAborted();
    const asking = this.#asking.get(key) ?? this.#begin(key, work);
    asking.callers++;
    try {
      return await untilAborted(asking.answer, signal);
    } finally {
      asking.callers--;
      if (asking.callers === 0) {
        if (this.#asking.get(key) === asking) this.#asking.delete(key);
        if (!asking.ended) asking.stop.abort(signal.reason);
      }
    }
  }

  has(key: string): boolean {
    return this.#asking.has(key);
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<Value>): Asking<Value> {
    const stop = new AbortController();
    const answer = work(stop.signal).finally(() => {
      asking.ended = true;
    });
    const asking: Asking<Value> = { answer, stop, callers: 0, ended: false };
    this.#asking.set(key, asking);
    return asking;
  }
}
