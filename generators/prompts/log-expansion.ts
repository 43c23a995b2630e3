import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'answer', 'text', 'label', 'count'] as const;

/** Near misses of a real input (generators.md G23: what lies just beside the logs). */
export const logExpansionPrompt: Prompt<(typeof holes)[number]> = {
  name: 'log-expansion/write',
  holes,
  system: `You write texts that lie close to one that a real user sent to a language model: the same topic, tone and wording, and one detail that matters is another. Such a detail may change the right answer, or may look as if it did.
Do not answer the texts, do not explain them, and invent no names, numbers or addresses of real people.`,
  user: `The model that reads the texts is told:
<instructions>
{{instructions}}
</instructions>

It tests this skill:
{{skill}}

Every text must show this difficulty:
{{edge}}

The real text:
<text>
{{text}}
</text>
Its right answer is: {{label}}

Write {{count}} near misses of it, each with another detail changed, and give the right answer to each: {{answer}}.`,
};
