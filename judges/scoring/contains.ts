import { z } from 'zod';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { acceptedTexts, notAText } from './accepted-texts.ts';
import { passOrFail, quoted } from './reading.ts';

/**
 * Right when the output contains one of the accepted texts (`all: true`: every one of them).
 * `ignoreCase: true` compares without regard to case.
 */
export const contains: ScorerPart = definePart({
  name: 'contains',
  version: '1',
  options: z.strictObject({ all: z.boolean().default(false), ignoreCase: z.boolean().default(false) }),
  create({ all, ignoreCase }) {
    const folded = (text: string) => (ignoreCase ? text.toLowerCase() : text);
    return {
      unreadable: notAText,
      async score({ expected }, output) {
        const accepted = acceptedTexts(expected);
        if (accepted === null) return { status: 'unscored', reason: 'the case has no expected text' };
        const text = folded(output.text);
        const missing = accepted.filter((candidate) => !text.includes(folded(candidate)));
        const isRight = all ? missing.length === 0 : missing.length < accepted.length;
        if (isRight) return passOrFail(true, 'found');
        return passOrFail(
          false,
          `${quoted(output.text)} does not contain ${quoted(missing.join(all ? ' and ' : ' or '))}`,
        );
      },
    };
  },
});
