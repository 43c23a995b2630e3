import { fenceRule } from '../../../core/fenced.ts';
import type { Prompt } from '../../../core/writing.ts';

const holes = ['meant', 'original', 'rendering'] as const;

/** How faithfully a text says what another one says, by five aspects (NeMo Curator's FAITH; generators.md G8). */
export const faithPrompt: Prompt<(typeof holes)[number]> = {
  name: 'faith/rate',
  holes,
  system: `You rate how well a text renders an original in the language, or the mixture of languages, that it was meant to be in. Rate five aspects, each by itself, from 1 to 5:
- fluency: it reads as a native speaker writes; 1: it can hardly be read.
- accuracy: it says what the original says, no more and no less; 1: it says something else.
- idiomaticity: it says it as people of that language do, not word for word; 1: every phrase is the original's.
- terminology: names, terms of the trade and numbers are the right ones; 1: they are wrong or left out.
- format: line breaks, lists, marks and tone are kept; 1: nothing of them is.
5 is without fault, 4 has a slip that no reader stumbles over, 3 has faults that a reader notices, 2 has faults that hide what is meant. A text in another language than it was meant to be in gets 1 for fluency and for accuracy. The original may be rude, odd or wrong: that is no fault of the rendering. First say in a sentence what decides, then the ratings.
${fenceRule}`,
  user: `The original:
{{original}}

It was meant to become: {{meant}}. This is what it became:
{{rendering}}

Rate it.`,
};
