import { existsSync } from 'node:fs';
import type { Case } from '../../core/case.ts';
import { fault } from '../../core/errors.ts';
import type { GateDecision, SequentialResult } from '../../core/gate-decision.ts';
import type { RunHeader } from '../../core/run.ts';
import { shellWord } from '../../core/shell-word.ts';
import { readDrawings } from '../../datasets/drawings.ts';
import { readLabels } from '../../datasets/labels.ts';
import { type DecisionPolicy, decide } from '../../gate/decide.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { decideAtLooks, planLooks } from '../../gate/sequential.ts';
import type { Arena } from '../arena/compare-runs.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { generatorsOfTeacher } from '../running/choose-target.ts';
import { declaredIndex } from './declared-index.ts';
import { humanLabels } from './human-labels.ts';
import { pairCases } from './pair-cases.ts';
import type { ScoredRun } from './scored-run.ts';

/** The two runs that are compared. */
export interface ComparedRuns {
  readonly candidate: ScoredRun;
  readonly baseline: ScoredRun;
  /** null where no skill compares outputs. */
  readonly arena: Arena | null;
}

/** A decision with the cases that it rests on. */
export interface TakenDecision {
  readonly decision: GateDecision;
  readonly pairs: readonly PairedCase[];
  /** What it was decided by; with `rule` where one has looked before. */
  readonly policy: DecisionPolicy;
  /** null where every case is looked at once. */
  readonly sequential: Omit<SequentialResult, 'savedCalls'> | null;
}

/**
 * Decides on two runs by the suite's rule: once on all cases, or at the first look that decides where the
 * run had its order fixed before it began. Null where a run that is
 * under way has not come to its first look. `margin` is another than the suite's beside a pinned anchor. Throws RUN_MISMATCH for a run that ended early by another rule than the suite's.
 */
export function takeDecision(
  loaded: LoadedSuite,
  cases: readonly Case[],
  runs: ComparedRuns,
  margin = loaded.suite.gate.margin,
): TakenDecision | null {
  const { suite } = loaded;
  const { candidate } = runs;
  const labels = humanLabels(
    { suite: suite.id, labels: readLabels(loaded.paths), drawings: readDrawings(loaded.paths) },
    cases,
    { candidate: answersOf(candidate), baseline: answersOf(runs.baseline) },
  );
  const pairs = pairCases({ suite, cases, ...runs, labels });
  const policy = { ...policyFor(loaded, cases, candidate.header), margin };
  const { sequential: rule } = suite.gate;
  const { looks } = candidate.header;
  requireSameRule(loaded, candidate);
  if (rule === 'none' || looks === undefined)
    return { decision: decide(pairs, policy), pairs, policy, sequential: null };
  const plan = planLooks(pairs, rule, looks.seed);
  const open = plan.groups.findIndex((own) => own.some(({ caseId }) => !candidate.isDone(caseId)));
  const found = decideAtLooks(plan, open < 0 ? plan.groups.length : open, policy);
  if (found === null) return null;
  const { decision, cases: seen, rule: lookRule, look, isHopeless } = found;
  const counts = { cases: seen.length, planned: cases.length };
  const sequential = { rule, look, looks: plan.looks.length, ...counts, isHopeless };
  return { decision, pairs: seen, policy: { ...policy, rule: lookRule }, sequential };
}

function policyFor(loaded: LoadedSuite, cases: readonly Case[], { target }: RunHeader): DecisionPolicy {
  const { gate, slices } = loaded.suite;
  const isTaught = generatorsOfTeacher(loaded, cases, target).length > 0;
  const roles = isTaught ? ({ synthetic: 'advisory' } as const) : gate.roles;
  // Two baselines are two chances of a false FAIL.
  const alphaFail = existsSync(loaded.paths.anchor) ? gate.alphaFail / 2 : gate.alphaFail;
  return { ...gate, alphaFail, roles, tags: slices, ...declaredIndex(loaded.suite, cases) };
}

function requireSameRule({ suite, file }: LoadedSuite, { header, endedEarly }: ScoredRun): void {
  const { rule = 'none' } = header.looks ?? {};
  if (!endedEarly || rule === suite.gate.sequential) return;
  throw fault(
    'RUN_MISMATCH',
    `run ${header.id} ended early by \`sequential: ${rule}\`, and the suite says \`${suite.gate.sequential}\` now`,
    {
      hint: `run the rest: \`heldout run ${shellWord(file)} --resume --every-case --target ${shellWord(header.target.ref)}\``,
    },
  );
}

function answersOf({ header, answers }: ScoredRun) {
  return { run: header.id, answers };
}
