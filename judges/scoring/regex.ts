import { createContext, Script } from 'node:vm';
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

/** Longest search in one output. A pattern that backtracks without end would hold up the whole run. */
const longestSearchMs = 1000;

/**
 * Right when the output matches the pattern (a JavaScript regular expression); the expected value is not read.
 * Unscored where the search takes longer than a second: the pattern is at fault, not the output.
 */
export const regex: ScorerPart = definePart({
  name: 'regex',
  version: '1',
  options,
  create({ pattern, flags }) {
    // `g` and `y` keep a position between calls: without them every output is searched from its start.
    const expression = new RegExp(pattern, flags.replace(/[gy]/g, ''));
    const search = boundedSearch(expression);
    return {
      unreadable: () => null,
      async score(_subject, output) {
        const found = search(output.text);
        if (found === 'too long')
          return { status: 'unscored', reason: `/${pattern}/ takes too long on this output` };
        if (found === null) return passOrFail(false, `${quoted(output.text)} does not match /${pattern}/`);
        return passOrFail(true, 'matches', found[0]);
      },
    };
  },
});

function boundedSearch(expression: RegExp): (text: string) => RegExpExecArray | null | 'too long' {
  // Of all that Node offers only a script has a limit of time that also holds inside a regular expression.
  const script = new Script('found = expression.exec(text)');
  const scope: { text: string; found: RegExpExecArray | null } = { text: '', found: null };
  const context = createContext(Object.assign(scope, { expression }));
  return (text) => {
    scope.text = text;
    try {
      script.runInContext(context, { timeout: longestSearchMs });
      return scope.found;
    } catch (error) {
      // An error of the script's own realm is no `Error` of this one.
      const code = Object(error).code;
      if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too long';
      throw error;
    }
  };
}
