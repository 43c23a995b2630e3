import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'style', 'text', 'keep', 'count'] as const;

/** The same in other words (generators.md G7). */
export const paraphrasePrompt: Prompt<(typeof holes)[number]> = {
  name: 'paraphrase/write',
  holes,
  system: `You reword a text that a user sent to a language model. The meaning stays exactly the same: nothing is added, left out or made vaguer, and whoever answers the text must give the same answer as before.`,
  user: `The model that reads the text is told:
<instructions>
{{instructions}}
</instructions>

The text:
<text>
{{text}}
</text>

Write {{count}} rewordings of the whole text, in this style: {{style}}.
{{keep}}
Change words and the order of the sentence, not single letters.`,
};
