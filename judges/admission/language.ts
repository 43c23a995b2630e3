import { inputText } from '../../core/case.ts';
import { definePart, type JudgePart, noOptions } from '../../core/parts.ts';
import { detectLanguage } from './detect-language.ts';
import { accept, reject } from './ruling.ts';

/**
 * Refuses a text that is clearly in another language than its cell says, than its parent, or than the rest of the skill.
 * Texts too short or too mixed to tell are let through, and so are those that are not meant to be read.
 */
export const language: JudgePart = definePart({
  name: 'language',
  version: '1',
  options: noOptions,
  create: () => ({
    async assess(candidate, context) {
      if (context.claims.language === 'any') return accept('the operation may change the language');
      const [parent] = context.parents;
      const claimed = context.claims.language === 'cell' ? null : context.claims.language.is;
      const declared = candidate.cell.attributes?.['language'];
      const wanted =
        claimed ??
        declared ??
        (parent === undefined ? context.language : await detectLanguage(inputText(parent.input)));
      if (wanted === null) return accept('no language is known for the cell');
      const found = await detectLanguage(inputText(candidate.input));
      if (found === null) return accept('the language cannot be told');
      return found === wanted
        ? accept(`language ${found}`)
        : reject('lang', `language ${found}, wanted ${wanted}`);
    },
  }),
});
