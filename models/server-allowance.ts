/** What a server says is left of one of its limits. */
interface Left {
  readonly limit: number | null;
  readonly remaining: number;
  readonly resetMs: number | null;
}

/** Some servers count by the day: after this one request goes to hear how things stand. */
const longestHoldMs = 60_000;

/**
 * What a server last said is left of a limit, less what was taken since, plus what has come back since. Limits are
 * taken to be refilled evenly until their reset, as OpenAI and Anthropic describe theirs; where the limit itself is
 * not said, it comes back whole at the reset. Before the first word of the server everything fits.
 */
export class ServerAllowance {
  #left = Number.POSITIVE_INFINITY;
  #at = 0;
  #perMs = 0;
  /** When everything is back. */
  #resetAt = Number.NEGATIVE_INFINITY;
  /** When the server was last heard, or last asked. */
  #heldFrom = 0;

  /** `unheard`: what is under way and may not be counted in what the server says. */
  learn(said: Left, unheard: number, nowMs: number): void {
    if (said.resetMs === null || !(said.remaining >= 0)) return; // when it comes back is not known
    const spent = said.limit === null ? 0 : said.limit - said.remaining;
    this.#left = said.remaining - unheard;
    this.#at = nowMs;
    this.#perMs = said.resetMs > 0 ? Math.max(0, spent) / said.resetMs : 0;
    this.#resetAt = nowMs + said.resetMs;
    this.#heldFrom = nowMs;
  }

  /** The earliest time at which the amount fits: not after the reset, nor more than a minute after the last request. */
  fitsAt(amount: number, nowMs: number): number {
    if (nowMs >= this.#resetAt) return nowMs;
    const lacking = amount - this.#left;
    if (lacking <= 0) return nowMs;
    const at = this.#perMs > 0 ? this.#at + Math.ceil(lacking / this.#perMs) : this.#resetAt;
    return Math.max(nowMs, Math.min(at, this.#resetAt, this.#heldFrom + longestHoldMs));
  }

  take(amount: number, nowMs: number): void {
    this.#left -= amount;
    this.#heldFrom = nowMs;
  }
}
