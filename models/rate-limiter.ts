import { InfrastructureError } from '../core/errors.ts';
import { type ModelResponse, ReplyError } from '../core/model.ts';
import type { Usage } from '../core/run.ts';
import { AdaptiveConcurrency } from './adaptive-concurrency.ts';
import { MinuteWindow } from './minute-window.ts';
import { ServerAllowance } from './server-allowance.ts';
import { wait as systemWait, type Wait } from './wait.ts';

/** A server that asks for a longer pause is tried again after this. */
const longestPauseMs = 120_000;

export interface RateLimits {
  /** null or left out: no limit is known. */
  readonly requestsPerMinute?: number | null;
  readonly tokensPerMinute?: number | null;
  /** Most calls under way at once; at least 1. */
  readonly concurrency: number;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
  readonly wait?: Wait;
}

/** Leave for one request; one of the two is called, once, when it has ended. */
export interface Permit {
  answered(response: Pick<ModelResponse, 'usage' | 'rateLimit'>): void;
  failed(error: unknown): void;
}

/** The pace of all that is sent to one model of one provider; see {@link createRateLimiter}. */
export interface RateLimiter {
  /**
   * Waits for leave to send a request of about so many tokens, first come, first served. Rejects with the signal's
   * reason when it aborts. A request that failed before (`isAgain`) goes before those that did not.
   */
  acquire(tokens: number, signal: AbortSignal, isAgain?: boolean): Promise<Permit>;
  readonly inFlight: number;
  readonly queued: number;
  /** How many calls may be under way at present. */
  readonly concurrency: number;
}

/**
 * One limiter for all clients of a provider's model. It holds requests and tokens of any 60 seconds to the limits,
 * follows what replies say is left, pauses everybody until Retry-After has passed, and adapts how many calls are under
 * way. A request larger than a limit goes when nothing else counts against it: it never waits for ever.
 * Throws a RangeError for limits that are not positive.
 */
export function createRateLimiter(limits: RateLimits): RateLimiter {
  for (const limit of [limits.requestsPerMinute ?? 1, limits.tokensPerMinute ?? 1, limits.concurrency]) {
    if (!(limit > 0)) throw new RangeError(`a limit of ${limit} lets nothing through`);
  }
  return new QueueingLimiter(limits);
}

interface Waiting {
  readonly tokens: number;
  admit(permit: Permit): void;
  reject(reason: unknown): void;
}

class QueueingLimiter implements RateLimiter {
  readonly #now: () => number;
  readonly #wait: Wait;
  readonly #concurrency: AdaptiveConcurrency;
  readonly #requests: MinuteWindow;
  readonly #tokens: MinuteWindow;
  readonly #serverRequests = new ServerAllowance();
  readonly #serverTokens = new ServerAllowance();
  readonly #queue = new Set<Waiting>();
  /** Requests that failed before: one that newcomers overtake could meet every refusal there is. */
  readonly #again = new Set<Waiting>();
  #inFlight = 0;
  #tokensInFlight = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #timer: { readonly at: number; readonly stop: AbortController } | null = null;

  constructor(limits: RateLimits) {
    this.#now = limits.now ?? (() => performance.now());
    this.#wait = limits.wait ?? systemWait;
    this.#concurrency = new AdaptiveConcurrency(Math.max(1, Math.floor(limits.concurrency)));
    this.#requests = new MinuteWindow(limits.requestsPerMinute ?? Number.POSITIVE_INFINITY);
    this.#tokens = new MinuteWindow(limits.tokensPerMinute ?? Number.POSITIVE_INFINITY);
  }

  get inFlight(): number {
    return this.#inFlight;
  }
  get queued(): number {
    return this.#queue.size + this.#again.size;
  }
  get concurrency(): number {
    return this.#concurrency.limit;
  }

  acquire(tokens: number, signal: AbortSignal, isAgain = false): Promise<Permit> {
    const queue = isAgain ? this.#again : this.#queue;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = () => {
        queue.delete(waiting);
        reject(signal.reason);
        this.#pump();
      };
      const waiting: Waiting = {
        tokens,
        admit(permit) {
          signal.removeEventListener('abort', onAbort);
          resolve(permit);
        },
        reject,
      };
      queue.add(waiting);
      this.#pump();
      if (queue.has(waiting)) signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #pump(): void {
    for (const head of [...this.#again, ...this.#queue]) {
      // Whoever ends frees a place and pumps again.
      if (this.#inFlight >= this.#concurrency.limit) return;
      const now = this.#now();
      const at = this.#fitsAt(head.tokens, now);
      if (at > now) {
        this.#wakeAt(at, now);
        return;
      }
      this.#again.delete(head);
      this.#queue.delete(head);
      head.admit(this.#permit(head.tokens, now));
    }
    this.#timer?.stop.abort();
    this.#timer = null;
  }

  #fitsAt(tokens: number, now: number): number {
    return Math.max(
      this.#pausedUntil,
      this.#requests.fitsAt(1, now),
      this.#tokens.fitsAt(tokens, now),
      this.#serverRequests.fitsAt(1, now),
      this.#serverTokens.fitsAt(tokens, now),
    );
  }

  #wakeAt(at: number, now: number): void {
    if (this.#timer !== null && this.#timer.at <= at) return;
    this.#timer?.stop.abort();
    const stop = new AbortController();
    this.#timer = { at, stop };
    const wake = () => {
      if (stop.signal.aborted) return;
      this.#timer = null;
      this.#pump();
    };
    this.#wait(Math.ceil(at - now), stop.signal).then(wake, (error) => {
      if (stop.signal.aborted) return;
      for (const waiting of [...this.#again, ...this.#queue]) waiting.reject(error);
      this.#again.clear();
      this.#queue.clear();
    });
  }

  #permit(tokens: number, startedAt: number): Permit {
    const epoch = this.#concurrency.epoch;
    this.#inFlight++;
    this.#tokensInFlight += tokens;
    this.#requests.take(1, startedAt);
    const putRight = this.#tokens.take(tokens, startedAt);
    this.#serverRequests.take(1, startedAt);
    this.#serverTokens.take(tokens, startedAt);
    const end = (usage: Usage | null, then: () => void) => {
      this.#inFlight--;
      this.#tokensInFlight -= tokens;
      if (usage !== null) putRight(usage.inputTokens + usage.outputTokens);
      then();
      this.#pump();
    };
    return {
      answered: ({ usage, rateLimit }) => {
        end(usage, () => {
          this.#concurrency.succeeded(epoch);
          const now = this.#now();
          if (rateLimit?.requests) this.#serverRequests.learn(rateLimit.requests, this.#inFlight, now);
          if (rateLimit?.tokens) this.#serverTokens.learn(rateLimit.tokens, this.#tokensInFlight, now);
        });
      },
      failed: (error) => {
        if (error instanceof ReplyError) end(error.usage, () => this.#concurrency.succeeded(epoch));
        else if (error instanceof InfrastructureError) end(null, () => this.#slowDown(error, epoch));
        else end(null, () => {});
      },
    };
  }

  #slowDown(error: InfrastructureError, epoch: number): void {
    const { retryAfterMs } = error;
    this.#concurrency.overloaded(epoch, retryAfterMs !== null);
    if (retryAfterMs === null) return;
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + Math.min(retryAfterMs, longestPauseMs));
  }
}
