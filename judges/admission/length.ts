import { wordsIn } from '../../core/attributes.ts';
import { inputText } from '../../core/case.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { accept, reject } from './ruling.ts';

/** With fewer letters a text that a model wrote says nothing, unless seeds have as few: `12 * 3 = ?`. */
const usualLetters = 2;

/**
 * Refuses texts without letters that a model wrote where every seed has some, and texts outside the band of words: what the generator declares for this operation, else the cell's own
 * `length`, else half the shortest to twice the longest seed of the cell. Without any of them, and where any length
 * will do, nothing is refused.
 */
export const length: JudgePart = definePart({
  name: 'length',
  version: '2',
  options: noOptions,
  create: () => ({
    async assess(candidate, context) {
      const band = context.claims.words ?? wordsIn(candidate.cell.attributes?.['length']) ?? context.wordBand;
      const text = inputText(candidate.input);
      const words = countWords(text);
      const { provenance } = candidate;
      const letters = Math.min(usualLetters, context.fewestLetters ?? usualLetters);
      if (provenance.kind === 'generated' && provenance.model !== null && countLetters(text) < letters)
        return reject('length', `${countLetters(text)} letters: that is no text`);
      if (band === 'any') return accept(`${words} words; any number will do`);
      if (band === null) return accept(`${words} words; no band is known`);
      const wanted = `${band.min} to ${band.max} words`;
      if (words < band.min || words > band.max) return reject('length', `${words} words, wanted ${wanted}`);
      return accept(`${words} words, wanted ${wanted}`);
    },
  }),
});

/** Words as white space separates them. */
export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

export function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
