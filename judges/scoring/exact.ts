import { definePart, noOptions, type ScorerPart } from '../../core/parts.ts';
import { acceptedTexts, notAText } from './accepted-texts.ts';
import { passOrFail, quoted } from './reading.ts';

/** Right when the output, white space around it aside, is character for character one of the accepted texts. */
export const exact: ScorerPart = definePart({
  name: 'exact',
  version: '1',
  options: noOptions,
  create: () => ({
    unreadable: notAText,
    async score({ expected }, output) {
      const accepted = acceptedTexts(expected);
      if (accepted === null) return { status: 'unscored', reason: 'the case has no expected text' };
      const text = output.text.trim();
      const isRight = accepted.some((candidate) => candidate.trim() === text);
      return passOrFail(
        isRight,
        isRight ? 'equal' : `${quoted(text)} is not ${quoted(accepted.join(' | '))}`,
      );
    },
  }),
});
