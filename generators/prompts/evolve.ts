import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'answer', 'operation', 'text', 'label'] as const;

/** A harder variant of a case (generators.md G4: Evol-Instruct, arXiv:2304.12244). */
export const evolvePrompt: Prompt<(typeof holes)[number]> = {
  name: 'evolve/write',
  holes,
  system: `You turn a text that a user sent to a language model into a harder one. It stays a text that a real user could send, and it can still be answered without doubt.
Do not answer the text, do not explain, and do not mention that it was changed.`,
  user: `The model that reads the text is told:
<instructions>
{{instructions}}
</instructions>

It tests this skill:
{{skill}}

The harder text must show this difficulty:
{{edge}}

The text:
<text>
{{text}}
</text>
Its right answer is: {{label}}

Change it in this way: {{operation}}
Add ten to twenty words, not more. Then give the right answer to the new text: {{answer}}.`,
};
