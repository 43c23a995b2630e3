import { fault } from '../../core/errors.ts';

const mostUnscored = 0.02;

/**
 * Throws RUN_UNSCORED where more than 2 % of a run's trials, or of its pairs with a baseline's, have no score; `reasons`
 * holds why, one for each of them.
 */
export function requireScored(
  run: string,
  what: 'trials' | 'pairs of outputs',
  planned: number,
  reasons: readonly string[],
): void {
  if (reasons.length <= mostUnscored * planned) return;
  throw fault(
    'RUN_UNSCORED',
    `run ${run}: ${reasons.length} of ${planned} ${what} have no score; more than 2 % cannot be gated`,
    { hint: reasons[0] ?? null },
  );
}
