import type { ExpectedFrom, Message, Ruling } from '../../core/case.ts';
import { BudgetError, HeldoutError, InfrastructureError, messageOf } from '../../core/errors.ts';
import type { TargetOutput } from '../../core/run.ts';
import type { Judge, Target } from '../../core/seams.ts';
import { accept, reject } from './ruling.ts';

/**
 * A model of another family answers blind: it sees the task's instructions and the input, never the expected value,
 * and its answer is scored as the target's would be. What a disagreement does depends on who vouches for the
 * expected value: a computed one stays, the disagreement on record; a declared or inherited one goes to people;
 * one that a model proposed is refused. No usable answer decides nothing.
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
      if (reading.value === 1) return accept(`agrees: ${reading.reason}`);
      return disagreement(candidate.expectedFrom, reading.reason);
    },
  };
}

function unusable(reason: string): Ruling {
  return { status: 'undecided', code: 'judge-unusable', reason: `no usable answer: ${reason}` };
}

function disagreement(expectedFrom: ExpectedFrom, reason: string): Ruling {
  switch (expectedFrom) {
    case 'computed':
      return { status: 'accepted', code: 'validity', reason: `disagrees with a computed value: ${reason}` };
    case 'declared':
    case 'inherited':
      return { status: 'undecided', code: 'validity', reason: `disagrees: ${reason}` };
    case 'proposed':
      return reject('validity', `disagrees: ${reason}`);
  }
}
