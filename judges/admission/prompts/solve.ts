import { fenceRule } from '../../../core/fenced.ts';
import type { Prompt } from '../../../core/writing.ts';

const holes = ['instructions', 'form', 'case'] as const;

/** The judge's own answer, before it sees what is expected. What is not material stands in the system text. */
export const solvePrompt: Prompt<(typeof holes)[number]> = {
  name: 'judge/solve',
  holes,
  system: `You solve a test case of a language model yourself, so that its expected answer can be checked against yours. The task is:
<instructions>
{{instructions}}
</instructions>
The case is the material that the task is done on. Answer with {{form}}.

${fenceRule}`,
  user: `{{case}}

Do the task on this material.`,
};
