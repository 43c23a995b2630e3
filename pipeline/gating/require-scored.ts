import { fault } from '../../core/errors.ts';
import type { ScoredRun } from './scored-run.ts';

const mostUnscored = 0.02;

/** Throws RUN_UNSCORED for a run of which more than 2 % of the planned trials have no score. */
export function requireScored({
  header: { id, planned },
  unscored,
}: Pick<ScoredRun, 'header' | 'unscored'>): void {
  if (unscored.length <= mostUnscored * planned) return;
  throw fault(
    'RUN_UNSCORED',
    `run ${id}: ${unscored.length} of ${planned} trials have no score; more than 2 % cannot be gated`,
    { hint: unscored[0] ?? null },
  );
}
