import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'label', 'near', 'examples', 'count'] as const;

/** Inputs for a label that is given (generators.md G3: the answer comes first, so that labels are balanced). */
export const outputFirstPrompt: Prompt<(typeof holes)[number]> = {
  name: 'output-first/write',
  holes,
  system: `You write inputs for a test of a language model that sorts texts. You are given the label; you write texts that have it.
Do not name the label in the text, and do not explain. Write texts that differ from each other in topic, length and wording.`,
  user: `The model under test is told:
<instructions>
{{instructions}}
</instructions>

The texts must test this skill:
{{skill}}

Every text must show this difficulty:
{{edge}}

The label is: {{label}}
{{near}}

{{examples}}

Write {{count}} texts. Someone who knows all labels and sees only the text must choose {{label}}.`,
};
