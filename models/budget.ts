import { BudgetError } from '../core/errors.ts';
import type { Usage } from '../core/run.ts';
import type { Budget as Ceiling } from '../core/suite.ts';
import { picodollarsOf, usdOf } from './price.ts';

export interface Spent {
  /** Null where a call was made whose price is not known. */
  readonly usd: number | null;
  /** Calls that were made; a call that was tried again counts once. */
  readonly requests: number;
  /** Input and output, as far as the servers said. */
  readonly tokens: number;
  /** Calls whose usage nobody said: they stand in `usd` with the most that they can have cost. */
  readonly estimated: number;
}

/** Leave for one call; `settle` is called once, when it has ended. */
export interface Reservation {
  /** What it did cost, in picodollars: null where that is not known, which counts as all that was reserved. */
  settle(cost: bigint | null, usage: Usage | null): void;
}

/** Money and calls that may be spent, shared by all clients of a command; see {@link createBudget}. */
export interface Budget {
  /** Whether calls must have a bound in USD. */
  readonly boundsUsd: boolean;
  /**
   * Reserves the most that a call can cost, in picodollars. Where that does not fit beside what others have reserved it
   * waits until they have settled; where it does not fit beside what was spent it rejects with a BudgetError. Null: not
   * known, counted as a request, and refused where only USD bound the budget. First come, first served.
   */
  reserve(most: bigint | null, signal: AbortSignal): Promise<Reservation>;
  spent(): Spent;
}

/**
 * Makes a budget. What was spent and reserved never passes the ceiling, in any order of calls, as long as no call
 * costs more than was reserved for it. Sums are exact. Null: no ceiling.
 */
export function createBudget(ceiling: Ceiling): Budget {
  return new SharedBudget(ceiling);
}

interface Waiting {
  readonly most: bigint | null;
  grant(reservation: Reservation): void;
  reject(reason: unknown): void;
}

class SharedBudget implements Budget {
  readonly boundsUsd: boolean;
  readonly #ceiling: Ceiling;
  readonly #most: bigint | null;
  readonly #queue = new Set<Waiting>();
  #spent = 0n;
  #reserved = 0n;
  #inFlight = 0;
  #requests = 0;
  #tokens = 0;
  #estimated = 0;
  #unpriced = 0;

  constructor(ceiling: Ceiling) {
    this.#ceiling = ceiling;
    this.#most = ceiling.usd === null ? null : picodollarsOf(ceiling.usd);
    this.boundsUsd = ceiling.usd !== null;
  }

  reserve(most: bigint | null, signal: AbortSignal): Promise<Reservation> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = () => {
        this.#queue.delete(waiting);
        reject(signal.reason);
        this.#pump();
      };
      const done = () => signal.removeEventListener('abort', onAbort);
      const waiting: Waiting = {
        most,
        grant(reservation) {
          done();
          resolve(reservation);
        },
        reject(reason) {
          done();
          reject(reason);
        },
      };
      this.#queue.add(waiting);
      this.#pump();
      if (this.#queue.has(waiting)) signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  spent(): Spent {
    return {
      usd: this.#unpriced > 0 ? null : usdOf(this.#spent),
      requests: this.#requests,
      tokens: this.#tokens,
      estimated: this.#estimated,
    };
  }

  #pump(): void {
    for (const head of this.#queue) {
      const refusal = this.#refusal(head.most);
      if (refusal === 'wait') return;
      this.#queue.delete(head);
      if (refusal === null) head.grant(this.#reservation(head.most));
      else head.reject(new BudgetError(refusal));
    }
  }

  /** Why the call cannot be made; null where it can. Calls under way may turn out cheaper than was reserved. */
  #refusal(most: bigint | null): string | null {
    const { requests, usd } = this.#ceiling;
    if (requests !== null && this.#requests >= requests) {
      return `the budget of ${requests} requests is used up`;
    }
    if (most === null) {
      if (usd === null || requests !== null) return null;
      return `the budget of $${usd} cannot hold a call whose price is not known`;
    }
    if (this.#most === null || this.#spent + this.#reserved + most <= this.#most) return null;
    if (this.#inFlight > 0 && this.#spent + most <= this.#most) return 'wait';
    const parts = `$${usdOf(this.#spent)} is spent and the next call may cost $${usdOf(most)}`;
    return `the budget of $${usd} would be passed: ${parts}`;
  }

  #reservation(most: bigint | null): Reservation {
    this.#requests++;
    this.#inFlight++;
    this.#reserved += most ?? 0n;
    if (most === null) this.#unpriced++;
    return {
      settle: (cost, usage) => {
        this.#inFlight--;
        this.#reserved -= most ?? 0n;
        this.#spent += cost ?? most ?? 0n;
        if (usage !== null) this.#tokens += usage.inputTokens + usage.outputTokens;
        if (cost === null && most !== null) this.#estimated++;
        this.#pump();
      },
    };
  }
}
