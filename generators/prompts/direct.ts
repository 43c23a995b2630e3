import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'answer', 'examples', 'count'] as const;

/** New cases out of a description (generators.md G1: schema-bound, few at a time). */
export const directPrompt: Prompt<(typeof holes)[number]> = {
  name: 'direct/write',
  holes,
  system: `You write test cases for a language model. A test case is an input that a real user could send, and the right answer to it.
Do not answer as an assistant, and do not explain the cases. Write inputs that differ from each other in topic, length and wording.`,
  user: `The model under test is told:
<instructions>
{{instructions}}
</instructions>

The cases must test this skill:
{{skill}}

Every case must show this difficulty:
{{edge}}

The right answer is {{answer}}.

{{examples}}

Write {{count}} cases. Someone who sees only the input must come to the same answer.`,
};
