import path from 'node:path';
import type { ModelName } from '../core/model.ts';
import type { Suite } from '../core/suite.ts';
import { type Budget, createBudget } from '../models/budget.ts';
import { createRateLimiter, type RateLimiter } from '../models/rate-limiter.ts';
import { openResponseStore, type ResponseStore } from '../models/response-store.ts';

/** What all models of a command share: the budget, the pace per model, and the answers that are kept. */
export interface ModelSession {
  readonly budget: Budget;
  /** One limiter for each model, however often it is opened. */
  limiterOf(model: ModelName, concurrency: number): RateLimiter;
  /** Opens the cache of answers; the caller closes it. */
  openStore(): Promise<ResponseStore>;
}

/** The session of a loaded suite. Opens nothing yet. */
export function createModelSession(suite: Suite, workspace: string): ModelSession {
  const limiters = new Map<ModelName, RateLimiter>();
  return {
    budget: createBudget(suite.budget),
    limiterOf(model, concurrency) {
      const limiter = limiters.get(model) ?? createRateLimiter({ concurrency });
      limiters.set(model, limiter);
      return limiter;
    },
    openStore: () => openResponseStore(cacheFile(workspace)),
  };
}

/** Where the cache of a workspace lies. */
export function cacheFile(workspace: string): string {
  return path.join(workspace, 'cache.sqlite');
}
