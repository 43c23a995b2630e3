import type { Prompt } from '../../core/writing.ts';

const holes = ['language', 'text'] as const;

/** The same in another language (generators.md G8). */
export const translatePrompt: Prompt<(typeof holes)[number]> = {
  name: 'translate/write',
  holes,
  system: `You translate what a user sent to a language model, as somebody would write it whose language that is: natural, complete, in the same tone, with the same mistakes of fact. Nothing is added, explained or answered.
Marks such as ⟦1⟧ stand for names and numbers. Copy each of them exactly once, where the sentence needs it.`,
  user: `Translate into {{language}}:
<text>
{{text}}
</text>`,
};
