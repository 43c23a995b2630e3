import type { Prompt } from '../../core/writing.ts';

const holes = ['instructions', 'record', 'answer', 'edge', 'keep'] as const;

/** Another record in place of one that may not be shown (generators.md G28). */
export const standInPrompt: Prompt<(typeof holes)[number]> = {
  name: 'stand-in/write',
  holes,
  system: `You write stand-ins for confidential records. A stand-in tests the same thing as the record in whose place it stands, and nobody can tell from it who or what the record was about.
People, firms, places, products, dates, amounts and the course of events become others of the same kind. What decides the right answer stays, and so do language, tone, form, length and how hard it is. No eight words in a row stay as they are.`,
  user: `Whoever reads the record is told:
<instructions>
{{instructions}}
</instructions>

The record, as a JSON list of its texts:
<record>
{{record}}
</record>

The right answer to it is, and stays: {{answer}}
{{edge}}
{{keep}}

Write a stand-in for each text, in the same order.`,
};
