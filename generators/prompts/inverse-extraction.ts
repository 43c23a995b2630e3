import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'genre', 'value'] as const;

/** A document that holds given values (generators.md G11: the answer comes first). */
export const inverseExtractionPrompt: Prompt<(typeof holes)[number]> = {
  name: 'inverse-extraction/write',
  holes,
  system: `You write documents for a test of a language model that reads values out of text. You are given the values; you write a document that holds exactly these.
Write text, not JSON and not a list of keys. Write names, numbers, codes and dates exactly as they are given. Do not state any other value of the same kinds, and do not mention what is missing.`,
  user: `The model under test is told:
<instructions>
{{instructions}}
</instructions>

The document must test this skill:
{{skill}}

It must show this difficulty:
{{edge}}

The form of the document: {{genre}}.

The values:
{{value}}

Write the document.`,
};
