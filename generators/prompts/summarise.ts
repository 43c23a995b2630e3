import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'skill', 'edge', 'document'] as const;

/** What a summary of a document must hold (generators.md G12). */
export const keyFactsPrompt: Prompt<(typeof holes)[number]> = {
  name: 'summarise/key-facts',
  holes,
  system: `You read a document and name the facts that a good summary of it must state.
A fact is one short statement in the words of the document. Its quotation is the sentence, or the part of one, that states it, copied exactly. Its weight is 3 where a summary without it would be wrong, 2 where it would be poor, 1 where it may be left out.`,
  user: `The model under test is told:
<instructions>
{{instructions}}
</instructions>

Its summaries test this skill:
{{skill}}

They must show this difficulty:
{{edge}}

<document>
{{document}}
</document>

Name three to six facts, the most important first.`,
};
