import type { Prompt } from '../../core/writing.ts';

const writeHoles = ['instructions', 'skill', 'edge', 'examples'] as const;
const answerHoles = ['instructions', 'question'] as const;

/** A question without one right wording, and what its answer must hold (generators.md G10). */
export const freeFormPrompt: Prompt<(typeof writeHoles)[number]> = {
  name: 'free-form/write',
  holes: writeHoles,
  system: `You write questions for a test of a language model, and what a right answer has to say.
A fact is one short statement that is either said or not, in the plain words that every right answer would use: a name, a number, a term. Not "explains it well", and not two things in one.`,
  user: `The model under test is told:
<instructions>
{{instructions}}
</instructions>

The question must test this skill:
{{skill}}

It must show this difficulty:
{{edge}}

{{examples}}

Write one question, three to six facts that every right answer must state ("must"), and up to three false or harmful statements that an answer might make by mistake ("mustNot").`,
};

/** The answer of somebody who does not know what is expected of it. */
export const freeFormAnswerPrompt: Prompt<(typeof answerHoles)[number]> = {
  name: 'free-form/answer',
  holes: answerHoles,
  system: '{{instructions}}',
  user: `{{question}}`,
};
