import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'kind', 'parts', 'count'] as const;

/** Questions whose answers stand in a text (generators.md G9). */
export const docsQaPrompt: Prompt<(typeof holes)[number]> = {
  name: 'docs-qa/write',
  holes,
  system: `You write questions for a test of a language model that answers from documents. You are shown parts of documents; whoever answers is shown them too.
A question stands on its own: it names what it is about, and never speaks of "the text" or "the document". It is what somebody would ask who has not read the parts. Do not put its answer into it.
An answer is the shortest text that is fully right, in the words of the parts. Quotations are copied from the parts exactly, each a sentence or less.`,
  user: `The model under test is told:
<instructions>
{{instructions}}
</instructions>

The questions test this skill:
{{skill}}

They must show this difficulty:
{{edge}}

{{parts}}

{{kind}}

Write {{count}} questions.`,
};
