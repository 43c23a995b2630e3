/**
 * How many calls may be under way at once: halved when a server shows that it has too many, one more after as many
 * successes in a row as may be under way, never above the configured number or below 1 (additive increase,
 * multiplicative decrease, as in TCP congestion control, RFC 5681). After a pause one call goes first: the others
 * follow when it was answered.
 */
export class AdaptiveConcurrency {
  readonly #most: number;
  #limit: number;
  #successes = 0;
  #probing = false;
  /** Calls that began before the last cut say nothing about the limit after it. */
  #epoch = 0;

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  get limit(): number {
    return this.#probing ? 1 : this.#limit;
  }

  /** Names the present, for {@link overloaded} and {@link succeeded}. */
  get epoch(): number {
    return this.#epoch;
  }

  succeeded(epoch: number): void {
    if (epoch !== this.#epoch) return;
    this.#probing = false;
    this.#successes++;
    if (this.#successes < this.#limit || this.#limit >= this.#most) return;
    this.#successes = 0;
    this.#limit++;
  }

  /** `probe`: one call is to go first after this. */
  overloaded(epoch: number, probe: boolean): void {
    this.#probing ||= probe;
    if (epoch !== this.#epoch) return;
    this.#epoch++;
    this.#successes = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }
}
