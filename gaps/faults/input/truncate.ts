import type { InputFault } from '../fault.ts';
import { changedTexts } from './changed-texts.ts';

/** The last part of each text of the users is lost, as where a context is too short. At least one word stays. */
export const truncate: InputFault = {
  name: 'truncate',
  at: 'input',
  strengthIs: 'cut',
  description: 'the end of the input is cut off',
  apply: (input, _, strength) => changedTexts(input, (text) => start(text, 1 - strength)),
};

/** The first words of a text, white space between them as it was; at least one. */
function start(text: string, share: number): string {
  const words = [...text.matchAll(/\S+/g)];
  const kept = words[Math.max(1, Math.round(words.length * share)) - 1];
  return kept === undefined ? text : text.slice(0, kept.index + kept[0].length);
}
