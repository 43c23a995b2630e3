import { HeldoutError, type Problem } from '../../core/errors.ts';

const mostUnscored = 0.02;

/**
 * RUN_UNSCORED where more than 2 % of a run's trials, or of its pairs with a baseline's, have no score; else null.
 * `reasons` holds why, one for each of them.
 */
export function unscoredProblem(
  run: string,
  what: 'trials' | 'pairs of outputs',
  planned: number,
  reasons: readonly string[],
): Problem | null {
  if (reasons.length <= mostUnscored * planned) return null;
  return {
    code: 'RUN_UNSCORED',
    message: `run ${run}: ${reasons.length} of ${planned} ${what} have no score; more than 2 % cannot be gated`,
    place: null,
    hint: reasons[0] ?? null,
  };
}

/** Throws the problem that {@link unscoredProblem} finds. */
export function requireScored(...found: Parameters<typeof unscoredProblem>): void {
  const problem = unscoredProblem(...found);
  if (problem !== null) throw new HeldoutError([problem]);
}
