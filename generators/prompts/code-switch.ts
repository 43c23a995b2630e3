import type { Prompt } from '../../core/writing.ts';

const holes = ['matrix', 'embedded', 'how', 'text'] as const;

/** Two languages in one text (generators.md G8). */
export const codeSwitchPrompt: Prompt<(typeof holes)[number]> = {
  name: 'code-switch/write',
  holes,
  system: `You rewrite what a user sent to a language model, as somebody writes who lives with two languages and changes between them in the middle of a text. The grammar is that of the first language. The meaning stays exactly the same; nothing is added, explained or answered.
Marks such as ⟦1⟧ stand for names and numbers. Copy each of them exactly once.`,
  user: `The first language: {{matrix}}. The second: {{embedded}}.
{{how}}

<text>
{{text}}
</text>`,
};
