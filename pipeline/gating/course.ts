import type { Case } from '../../core/case.ts';
import type { RunHeader } from '../../core/run.ts';
import { planLooks } from '../../gate/sequential.ts';
import type { Course } from '../../runner/execute-run.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { secondClusterOf } from './pair-cases.ts';
import { type ScoredRun, scoredRun } from './scored-run.ts';
import { takeDecision } from './take-decision.ts';

/** A check weighs every arm and slice: of a large set, so many are enough to end within a hundredth of it. */
const mostChecks = 100;

/**
 * The course of a run that may end early: its cases in the order that its header fixes, until the gate decides between
 * what is finished and the baseline. Null where the header says that every case is run.
 */
export function courseOf(
  loaded: LoadedSuite,
  cases: readonly Case[],
  header: RunHeader,
  baseline: ScoredRun,
): Course | null {
  if (header.looks === undefined) return null;
  const { rule, seed } = header.looks;
  const ordered = cases.map((item) => ({
    caseId: item.id,
    origin: item.origin,
    cluster: item.cluster,
    ...secondClusterOf(loaded.suite, item),
  }));
  const { groups } = planLooks(ordered, rule, seed);
  const step = Math.ceil(groups.length / mostChecks);
  let next = 1;
  return {
    groups: groups.map((own) => own.map(({ caseId }) => caseId)),
    isEnough(finished, trials) {
      if (finished < next) return false;
      next = finished + step;
      const candidate = scoredRun({ header, trials });
      const taken = takeDecision(loaded, cases, { candidate, baseline, arena: null });
      if (taken === null) return false;
      return taken.decision.status !== 'inconclusive' || taken.sequential?.isHopeless === true;
    },
  };
}
