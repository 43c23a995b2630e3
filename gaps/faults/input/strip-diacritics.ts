import type { InputFault } from '../fault.ts';
import { changedTexts } from './changed-texts.ts';

/** Marks on letters are lost (`señal` becomes `senal`), as in a step that wants plain letters. */
export const stripDiacritics: InputFault = {
  name: 'strip-diacritics',
  at: 'input',
  strengthIs: 'share',
  description: 'letters lose their marks',
  apply: (input) =>
    changedTexts(input, (text) => {
      const stripped = text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
      // Texts that only come out composed otherwise have lost nothing.
      return stripped === text.normalize('NFC') ? text : stripped;
    }),
};
