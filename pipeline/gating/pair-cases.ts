import type { Case } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import type { Arena } from '../arena/compare-runs.ts';
import { pairedShares } from '../arena/paired-shares.ts';
import { passOrFail } from './refusals.ts';
import type { ScoredRun } from './scored-run.ts';

/**
 * What both runs scored on every case of the dataset, or what their outputs were worth beside each other. Throws
 * GATE_UNSUPPORTED for scores between 0 and 1, and for pairs on which a panel is of several minds.
 */
export function pairCases(
  cases: readonly Case[],
  candidate: ScoredRun,
  baseline: ScoredRun,
  arena: Arena | null,
): readonly PairedCase[] {
  const scoreIn = (run: ScoredRun, item: Case) =>
    passOrFail(run.scoreOf(item.id), run.header.id, run.header.scorers[item.cell.skill] ?? []);
  return cases.map((item) => ({
    caseId: item.id,
    origin: item.origin,
    cluster: item.cluster,
    skill: item.cell.skill,
    edgeCase: item.cell.edgeCase,
    tags: item.tags,
    ...(arena?.skills.has(item.cell.skill) === true
      ? sharesIn(arena, item)
      : { candidate: scoreIn(candidate, item), baseline: scoreIn(baseline, item) }),
  }));
}

function sharesIn({ duels }: Arena, { id }: Case): Pick<PairedCase, 'candidate' | 'baseline'> {
  const shares = pairedShares(duels.get(id) ?? []);
  if (shares === null) return { candidate: null, baseline: null };
  if ([0, 0.5, 1].includes(shares.candidate)) return shares;
  throw fault(
    'GATE_UNSUPPORTED',
    `the judges are of several minds on case ${id}: ${shares.candidate.toFixed(3)} of a win`,
    {
      hint: 'the gate of this version decides on wins, ties and losses: compare with one judge',
    },
  );
}
