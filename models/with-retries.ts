import { InfrastructureError } from '../core/errors.ts';
import { wait as systemWait, type Wait } from './wait.ts';

const firstDelayMs = 500;
const longestBackoffMs = 30_000;
/** A server that asks for a longer wait has run out for the day, not for the moment. */
const longestRetryAfterMs = 120_000;

export interface Retry {
  /** 1 for the first retry of a call. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly error: InfrastructureError;
}

export interface RetryOptions {
  readonly retries: number;
  /** Uniform in [0, 1). Default: Math.random. */
  readonly random?: () => number;
  readonly wait?: Wait;
  /** Hears of every retry before its wait. */
  readonly onRetry?: (retry: Retry) => void;
}

/**
 * Tries a call again, up to `retries` times, where the fault is one of infrastructure; any other error is thrown at
 * once. It waits what the server asked for and up to a tenth more, else half to all of 0.5 s, 1 s, 2 s, … 30 s ("equal
 * jitter": callers that failed together do not come back together). A server that asks for more than two minutes is
 * not asked again: the error is thrown. An abort ends the wait.
 */
export async function withRetries<Result>(
  call: () => Promise<Result>,
  { retries, random = Math.random, wait = systemWait, onRetry }: RetryOptions,
  signal: AbortSignal,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof InfrastructureError) || attempt > retries || signal.aborted) throw error;
      if ((error.retryAfterMs ?? 0) > longestRetryAfterMs) throw error;
      const delayMs = delayBefore(attempt, error.retryAfterMs, random());
      onRetry?.({ attempt, delayMs, error });
      await wait(delayMs, signal);
    }
  }
}

function delayBefore(attempt: number, retryAfterMs: number | null, jitter: number): number {
  if (retryAfterMs !== null) return retryAfterMs + Math.round((retryAfterMs * jitter) / 10);
  const backoffMs = Math.min(firstDelayMs * 2 ** (attempt - 1), longestBackoffMs);
  return Math.ceil((backoffMs * (1 + jitter)) / 2);
}
