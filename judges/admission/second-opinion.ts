import type { Message } from '../../core/case.ts';
import { BudgetError, HeldoutError, InfrastructureError, messageOf } from '../../core/errors.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Judge, Target } from '../../core/seams.ts';
import { rulingOf, unusable } from './objections.ts';

/**
 * A judge that speaks only as a target does answers blind: it sees the task's instructions and the input, never the
 * expected value, and its answer is scored as the target's would be. It judges the answer and nothing more. No usable
 * answer decides nothing.
 */
export function secondOpinion(model: Target): Judge {
  return {
    async assess(candidate, context, signal) {
      const told: Message = { role: 'system', content: context.task.instructions };
      let output: TargetOutput;
      try {
        output = await model.call(
          { ...candidate.input, messages: [told, ...candidate.input.messages] },
          signal,
        );
      } catch (error) {
        if (
          error instanceof HeldoutError ||
          error instanceof InfrastructureError ||
          error instanceof BudgetError ||
          signal.aborted
        )
          throw error;
        return unusable(messageOf(error));
      }
      const reading = await context.score(candidate, output, signal);
      if (reading.status === 'unscored') return unusable(reading.reason);
      const { reason } = reading;
      const disagreement = { code: 'validity', reason: `disagrees: ${reason}` } as const;
      return rulingOf(reading.value === 1 ? [] : [disagreement], candidate.expectedFrom, `agrees: ${reason}`);
    },
  };
}
