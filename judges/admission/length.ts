import { wordsIn } from '../../core/attributes.ts';
import { inputText } from '../../core/case.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { accept, reject } from './ruling.ts';

/**
 * Refuses texts outside the band of words: what the generator declares for this operation, else the cell's own
 * `length`, else half the shortest to twice the longest seed of the cell. Without any of them, and where any length
 * will do, nothing is refused.
 */
export const length: JudgePart = definePart({
  name: 'length',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess(candidate, context) {
      const band = context.claims.words ?? wordsIn(candidate.cell.attributes?.['length']) ?? context.wordBand;
      const words = countWords(inputText(candidate.input));
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
