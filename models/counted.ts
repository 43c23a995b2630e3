import type { Target } from '../core/seams.ts';
import type { Budget } from './budget.ts';

/** Counts each call of a target as a request of the budget; rejects with a BudgetError, before it is made, what would pass it. */
export function counted(target: Target, budget: Budget): Target {
  return {
    ...(target.close === undefined ? {} : { close: () => target.close?.() ?? Promise.resolve() }),
    async call(input, signal, id, attempt) {
      const reservation = await budget.reserve(null, signal);
      try {
        return await target.call(input, signal, id, attempt);
      } finally {
        reservation.settle(null, null);
      }
    },
  };
}
