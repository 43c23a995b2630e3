import type { CanaryMeasure, CanaryOperatorName } from '../../../core/canary.ts';
import type { Candidate, Case, CaseInput, Message } from '../../../core/case.ts';
import { inputText } from '../../../core/case.ts';
import type { Random } from '../../../core/random.ts';
import type { Task } from '../../../core/suite.ts';

/** What a damaged case holds. */
export type Planted = Pick<Candidate, 'input' | 'expected'>;

/** What there is beside the case to damage it with. */
export interface CanaryMaterial {
  readonly task: Task;
  /** Good cases of the same skill, the case itself among them or not. */
  readonly others: readonly Case[];
  readonly random: Random;
}

/** One way of making a good case bad, so that whoever looks can see it. */
export interface CanaryOperator {
  readonly name: CanaryOperatorName;
  readonly measure: CanaryMeasure;
  /** Whether a judge that only answers, and assesses nothing, must see it too. */
  readonly isSeenByAnswer: boolean;
  /** Null for a case that cannot be damaged in this way. */
  plant(base: Case, material: CanaryMaterial): Planted | null;
}

/** The input with another text in place of what people would call "the input". */
export function withText(input: CaseInput, text: string): CaseInput {
  const spoken = input.messages.findLastIndex(({ role }) => role === 'user');
  const at = spoken < 0 ? input.messages.length - 1 : spoken;
  const put = (message: Message, index: number): Message =>
    index === at ? { ...message, content: text } : message;
  const [first, ...rest] = input.messages;
  return { ...input, messages: [put(first, 0), ...rest.map((message, index) => put(message, index + 1))] };
}

/** The same, from the text that is there. */
export function changedText(input: CaseInput, change: (text: string) => string): CaseInput {
  return withText(input, change(inputText(input)));
}
