import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'genre', 'facts'] as const;

/** A document that states given facts (generators.md G27). */
export const factSheetPrompt: Prompt<(typeof holes)[number]> = {
  name: 'fact-sheet/write',
  holes,
  system: `You write documents as they are found in offices. You are given facts; you write a document that states each of them once, in the order in which they are given, with other matter between them.
Write names, numbers, codes and dates exactly as they are given. Say nothing else about the persons, things, dates and sums in the facts.`,
  user: `A language model will read the document. It is told:
<instructions>
{{instructions}}
</instructions>

The document must test this skill:
{{skill}}

It must show this difficulty:
{{edge}}

The form of the document: {{genre}}.

The facts:
{{facts}}

Write the document.`,
};
