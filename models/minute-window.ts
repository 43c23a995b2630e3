const minuteMs = 60_000;

interface Taken {
  readonly at: number;
  amount: number;
}

/**
 * What was taken in the last 60 seconds, held to a limit: in no 60 seconds is more taken than the limit, save by an
 * item that is larger than the limit by itself and goes when the window is empty. (A bucket that is refilled bit by
 * bit lets through up to twice the limit in its first minute.)
 */
export class MinuteWindow {
  readonly #limit: number;
  /** In the order of time; a Set is a queue whose head goes in constant time. */
  readonly #taken = new Set<Taken>();
  #sum = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The earliest time at which the amount fits if nothing more is taken: `nowMs` where it fits now. */
  fitsAt(amount: number, nowMs: number): number {
    this.#forget(nowMs);
    let sum = this.#sum + amount;
    let at = nowMs;
    for (const item of this.#taken) {
      if (sum <= this.#limit) break;
      sum -= item.amount;
      at = item.at + minuteMs;
    }
    return at;
  }

  /** Takes the amount, and gives a function that puts it right once more is known. */
  take(amount: number, nowMs: number): (rightAmount: number) => void {
    if (this.#limit === Number.POSITIVE_INFINITY) return () => {};
    const item = { at: nowMs, amount };
    this.#taken.add(item);
    this.#sum += amount;
    return (rightAmount) => {
      if (this.#taken.has(item)) this.#sum += rightAmount - item.amount;
      item.amount = rightAmount;
    };
  }

  #forget(nowMs: number): void {
    for (const item of this.#taken) {
      if (item.at + minuteMs > nowMs) break;
      this.#taken.delete(item);
      this.#sum -= item.amount;
    }
  }
}
