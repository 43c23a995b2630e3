import type { Wait } from '../../../models/wait.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  ring(): void;
}

/** Time that passes only when everything that can happen now has happened. */
export class FakeClock {
  #now = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  readonly now = (): number => this.#now;

  readonly wait: Wait = (ms, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const timer = {
        at: this.#now + Math.max(0, ms),
        order: this.#order++,
        ring: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        this.#timers.delete(timer);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#timers.add(timer);
    });

  /** How many are waiting for time to pass. */
  get waiting(): number {
    return this.#timers.size;
  }

  sleep(ms: number): Promise<void> {
    return this.wait(ms, new AbortController().signal);
  }

  /** Lets time pass until the work has ended; throws where the work waits for what never comes. */
  async until<Value>(work: Promise<Value>): Promise<Value> {
    let ended = false;
    const settled = work.finally(() => {
      ended = true;
    });
    settled.catch(() => {});
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (ended) return settled;
      const next = [...this.#timers].sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined)
        throw new Error(`at ${this.#now} ms nothing is under way and the work has not ended`);
      this.#timers.delete(next);
      this.#now = next.at;
      next.ring();
    }
  }
}
