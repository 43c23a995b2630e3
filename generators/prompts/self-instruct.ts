import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'answer', 'examples', 'count'] as const;

/** More cases like those that are there (generators.md G2: Self-Instruct, arXiv:2212.10560). */
export const selfInstructPrompt: Prompt<(typeof holes)[number]> = {
  name: 'self-instruct/write',
  holes,
  system: `You continue a list of test cases for a language model. New cases belong to the same task as those of the list, and are about something else.
Do not copy or reword a case of the list, and do not explain.`,
  user: `The model under test is told:
<instructions>
{{instructions}}
</instructions>

The cases test this skill:
{{skill}}

New cases must show this difficulty:
{{edge}}

The right answer is {{answer}}.

The list so far, one case a line:
{{examples}}

Write the next {{count}} cases.`,
};
