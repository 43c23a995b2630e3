import { type HeldoutError, messageOf, type Problem } from '../core/errors.ts';
import type { Session } from './session.ts';

/** Tells people and machines why a command could not run. Never a stack trace, unless HELDOUT_DEBUG asks for it. */
export async function showFault(error: unknown, session: Session, from: 'command' | 'stray'): Promise<void> {
  const { toErrorDocument } = await import('../pipeline/documents/error-document.ts');
  const { problemText } = await import('./text/problems.ts');
  const problems = problemsOf(error, from);
  session.document(toErrorDocument(problems));
  session.note(problemText(problems, session.colors));
  if (process.env['HELDOUT_DEBUG'] !== undefined && error instanceof Error) session.note(error.stack ?? '');
}

/** Errors of calls that reach the command: nothing that people cannot mend. */
const mendable: Readonly<Record<string, Pick<Problem, 'code' | 'hint'>>> = {
  BudgetError: {
    code: 'BUDGET',
    hint: 'raise `budget:` in the suite and run the command again: what is finished is kept',
  },
  InfrastructureError: { code: 'INFRASTRUCTURE', hint: 'run the command again: what is finished is kept' },
};

/** What was thrown, as problems that can be told. */
export function problemsOf(error: unknown, from: 'command' | 'stray'): readonly [Problem, ...Problem[]] {
  if (isHeldoutError(error)) return error.problems;
  const known = error instanceof Error ? mendable[error.name] : undefined;
  if (known !== undefined)
    return [{ code: known.code, message: messageOf(error), place: null, hint: known.hint }];
  const defect: Problem = {
    code: 'INTERNAL',
    message: messageOf(error),
    place: null,
    hint:
      from === 'stray'
        ? 'code of the target or of a plugin failed outside of every call; HELDOUT_DEBUG=1 shows where'
        : 'this is a defect of heldout: please report it, with what HELDOUT_DEBUG=1 shows',
  };
  return [defect];
}

/** By name: a plugin may bring its own copy of heldout. */
function isHeldoutError(error: unknown): error is HeldoutError {
  return error instanceof Error && error.name === 'HeldoutError' && 'problems' in error;
}
