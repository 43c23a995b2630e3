import { fenceRule } from '../../../core/fenced.ts';
import type { Prompt } from '../../../core/writing.ts';

const holes = ['instructions', 'case', 'expected', 'answer'] as const;

/** Whether an answer in free words is what was expected; whose answer it is, is not told. */
export const comparePrompt: Prompt<(typeof holes)[number]> = {
  name: 'judge/compare',
  holes,
  system: `You compare an answer to a task with what is expected of it. The task was:
<instructions>
{{instructions}}
</instructions>
The answer agrees where it says the same in the points that matter: it states whatever must be stated, nothing that must not be, and nothing that contradicts what is expected. Wording, order and length do not matter.

${fenceRule}`,
  user: `The case:
{{case}}

What is expected:
{{expected}}

The answer:
{{answer}}

Does the answer agree with what is expected? "same" is "yes" or "no".`,
};
