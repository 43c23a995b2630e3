import { existsSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../core/errors.ts';
import type { ModelName } from '../core/model.ts';
import type { Budget as Limits } from '../core/suite.ts';
import { type Budget, createBudget } from '../models/budget.ts';
import { type Cassette, openCassette } from '../models/cassette.ts';
import { createRateLimiter, type RateLimiter, type RateLimits } from '../models/rate-limiter.ts';
import type { RecordMode } from '../models/recorded.ts';
import { openResponseStore, type ResponseStore } from '../models/response-store.ts';

/** A file that answers are written to, or given from without a call. */
export interface Recording {
  readonly file: string;
  readonly mode: RecordMode;
}

/** What all models of a command share: the budget, the pace per model, and the answers that are kept. */
export interface ModelSession {
  readonly budget: Budget;
  /** false: the budget has no bound. */
  readonly isBounded: boolean;
  /** One limiter for each model, however often it is opened. */
  limiterOf(model: ModelName, limits: RateLimits): RateLimiter;
  /** Opens the cache of answers; the caller closes it. */
  openStore(): Promise<ResponseStore>;
  /** The cassette of the command, opened at the first call; null where nothing is recorded. */
  readonly tape: { readonly mode: RecordMode; readonly open: () => Cassette } | null;
  /** Ends the recording: sorts the file. */
  close(): void;
}

/** The session of a loaded suite. Opens nothing yet. */
export function createModelSession(
  limits: Limits,
  workspace: string,
  recording: Recording | null,
): ModelSession {
  let cassette: Cassette | null = null;
  const open = ({ file, mode }: Recording) => {
    if (mode === 'replay' && !existsSync(file)) {
      const hint = 'record one first: the same command with `--record FILE`';
      throw fault('CASSETTE', `there is no cassette ${file}`, { hint });
    }
    cassette ??= openCassette(file);
    return cassette;
  };
  const limiters = new Map<ModelName, RateLimiter>();
  return {
    budget: createBudget(limits),
    isBounded: limits.usd !== null || limits.requests !== null,
    limiterOf(model, limits) {
      const limiter = limiters.get(model) ?? createRateLimiter(limits);
      limiters.set(model, limiter);
      return limiter;
    },
    tape: recording === null ? null : { mode: recording.mode, open: () => open(recording) },
    close: () => {
      cassette?.close();
      cassette = null;
    },
    openStore: () => openResponseStore(cacheFile(workspace)),
  };
}

/** Where the cache of a workspace lies. */
export function cacheFile(workspace: string): string {
  return path.join(workspace, 'cache.sqlite');
}
