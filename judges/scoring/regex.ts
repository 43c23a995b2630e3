import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import { definePart, type ScorerPart } from '../../core/parts.ts';
import { passOrFail, quoted } from './reading.ts';

const options = z
  .strictObject({ pattern: z.string().min(1), flags: z.string().default('u') })
  .superRefine(({ pattern, flags }, context) => {
    try {
      new RegExp(pattern, flags);
    } catch (error) {
      context.addIssue({ code: 'custom', path: ['pattern'], message: messageOf(error) });
    }
  });

/** Right when the output matches the pattern (a JavaScript regular expression); the expected value is not read. */
export const regex: ScorerPart = definePart({
  name: 'regex',
  version: '1',
  options,
  create({ pattern, flags }) {
    // `g` and `y` keep a position between calls: without them every output is searched from its start.
    const expression = new RegExp(pattern, flags.replace(/[gy]/g, ''));
    return {
      unreadable: () => null,
      async score(_subject, output) {
        const found = expression.exec(output.text);
        if (found === null) return passOrFail(false, `${quoted(output.text)} does not match /${pattern}/`);
        return passOrFail(true, 'matches', found[0]);
      },
    };
  },
});
