import type { InputFault } from '../fault.ts';
import { changedTexts } from './changed-texts.ts';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of each text of the users come in another order. */
export const shuffleSentences: InputFault = {
  name: 'shuffle-sentences',
  at: 'input',
  strengthIs: 'share',
  description: 'sentences come in another order',
  apply: (input, random) =>
    changedTexts(input, (text) => {
      const parts = Array.from(sentences.segment(text), ({ segment }) => segment.trim()).filter(Boolean);
      if (new Set(parts).size < 2) return text;
      const shuffled = random.shuffle(parts);
      const isSame = shuffled.every((part, at) => part === parts[at]);
      return (isSame ? shuffled.reverse() : shuffled).join(' ');
    }),
};
