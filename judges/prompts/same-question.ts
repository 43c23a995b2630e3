import { fenceRule } from '../../core/fenced.ts';
import type { Prompt } from '../../core/writing.ts';

const holes = ['heldout', 'rows'] as const;

/** Which of some texts are a held-out one in other words or another language (quality-gates.md, gate 10). */
export const sameQuestionPrompt: Prompt<(typeof holes)[number]> = {
  name: 'contamination/same-question',
  holes,
  system: `You look for leaks: a test of a language model must not stand in what the model was trained on, in whatever words. You are shown a text of the test and some texts of the training data.
A training text is the same as the test where whoever has learned the answer to the one knows the answer to the other without thinking again: it says the same in other words, or in another language. It is another one where what is asked differs in a number, a name, a condition or a negation, or where the two only have their subject in common. Often none is the same. First say in a sentence what decides, then the numbers of those that are the same.
${fenceRule}`,
  user: `The text of the test:
{{heldout}}

The training texts:
{{rows}}

Which training texts are the same as the text of the test? "same" is a list of their numbers, empty where none is.`,
};
