import { definePart, noOptions, type ScorerPart } from '../../core/parts.ts';
import { acceptedTexts, normalised, notAText } from './accepted-texts.ts';
import { passOrFail, quoted } from './reading.ts';

/** Right when the output says one of the accepted texts: case, punctuation around it and white space do not matter. */
export const oneOf: ScorerPart = definePart({
  name: 'one-of',
  version: '1',
  options: noOptions,
  create: () => ({
    unreadable: notAText,
    async score({ expected }, output) {
      const accepted = acceptedTexts(expected);
      if (accepted === null) return { status: 'unscored', reason: 'the case has no expected text' };
      const text = normalised(output.text);
      const found = accepted.find((candidate) => normalised(candidate) === text);
      if (found !== undefined) return passOrFail(true, `says ${quoted(found)}`, found);
      return passOrFail(false, `${quoted(output.text)} is none of ${quoted(accepted.join(' | '))}`);
    },
  }),
});
