import type { Candidate } from '../../core/case.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { accept, reject } from './ruling.ts';

/** Refuses what cannot be a case: no user message, broken Unicode, an expected value that no scorer can read. */
export const wellFormed: JudgePart = definePart({
  name: 'well-formed',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess(candidate, context) {
      const problem =
        inputProblem(candidate) ??
        context.unreadable(candidate.expected) ??
        labelProblem(candidate, context.task);
      return problem === null ? accept('input and expected value can be read') : reject('parse', problem);
    },
  }),
});

function inputProblem({ input }: Candidate): string | null {
  if (!input.messages.some((message) => message.role === 'user')) return 'the input has no user message';
  const isBroken = input.messages.some((message) => /\p{Surrogate}/u.test(message.content));
  return isBroken ? 'the input holds half of a surrogate pair, which has no UTF-8 form' : null;
}

function labelProblem(
  { expected }: Candidate,
  task: { kind: string; labels?: readonly string[] },
): string | null {
  if (expected.kind !== 'label' || task.labels === undefined || task.labels.includes(expected.label))
    return null;
  return `expected "${expected.label}", which is not a label of the task`;
}
