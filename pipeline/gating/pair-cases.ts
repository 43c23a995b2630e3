import type { Case } from '../../core/case.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { passOrFail } from './refusals.ts';
import type { ScoredRun } from './scored-run.ts';

/** What both runs scored on every case of the dataset. Throws GATE_UNSUPPORTED for scores between 0 and 1. */
export function pairCases(
  cases: readonly Case[],
  candidate: ScoredRun,
  baseline: ScoredRun,
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
    candidate: scoreIn(candidate, item),
    baseline: scoreIn(baseline, item),
  }));
}
