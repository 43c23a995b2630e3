import { z } from 'zod';
import type { Expected } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import type { Task } from '../../core/suite.ts';

/** How a model writes down the right answer of a case, and how prompts tell it so. */
export interface AnswerForm {
  readonly schema: z.ZodType<string>;
  /** For a prompt: what an answer is. */
  readonly told: string;
  toExpected(answer: string): Expected;
  /** A case's answer for a prompt; null where it has no such form. */
  shown(expected: Expected): string | null;
}

/** The form of a task's answers. Throws PART_OPTION for a kind of task whose answers no text can hold. */
export function answerForm(name: string, task: Task): AnswerForm {
  switch (task.kind) {
    case 'classification':
      return {
        schema: z.enum(task.labels),
        told: `exactly one of these labels: ${task.labels.join(', ')}`,
        toExpected: (label) => ({ kind: 'label', label }),
        shown: (expected) => (expected.kind === 'label' ? expected.label : null),
      };
    case 'qa':
    case 'free-form':
    case 'chat':
    case 'summarisation':
      return {
        schema: z.string().min(1),
        told: 'the shortest text that is fully right',
        toExpected: (text) => ({ kind: 'text', accept: [text] }),
        shown: (expected) =>
          expected.kind === 'text'
            ? expected.accept[0]
            : expected.kind === 'number'
              ? String(expected.value)
              : null,
      };
    default:
      throw fault('PART_OPTION', `${name} cannot write cases of the kind ${task.kind}`, {
        hint: 'it writes classification, qa, free-form, chat and summarisation',
      });
  }
}
