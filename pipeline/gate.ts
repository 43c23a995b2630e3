import { fault, HeldoutError } from '../core/errors.ts';
import type { GateStatus } from '../core/gate-decision.ts';
import type { IndependenceException, Report, Spend } from '../core/report.ts';
import { shellWord } from '../core/shell-word.ts';
import { readCanaries } from '../datasets/canaries.ts';
import { type RunRecord, readRun } from '../runner/run-records.ts';
import { tally } from '../runner/tally.ts';
import { type Arena, type ArenaOptions, compareRuns } from './arena/compare-runs.ts';
import { totalSpend } from './call-meter.ts';
import { cleanSubset, contaminationNotes } from './gating/clean-subset.ts';
import { type ContaminatedCases, contaminatedCases } from './gating/contaminated-cases.ts';
import { findBaseline } from './gating/find-baseline.ts';
import { holdDecision } from './gating/hold-decision.ts';

import { judgeNotes } from './gating/judge-notes.ts';
import { lostCases } from './gating/lost-cases.ts';
import { baselineNotes, dataNotes, verdictNotes } from './gating/notes.ts';
import { peopleMeasures } from './gating/people-measures.ts';
import { refuseUnsupportedKeys } from './gating/refusals.ts';
import { reportedSuite } from './gating/reported-suite.ts';
import { requireFit } from './gating/require-fit.ts';
import { requireScored } from './gating/require-scored.ts';
import { type ScoredRun, scoredRun } from './gating/scored-run.ts';
import { takeDecision } from './gating/take-decision.ts';
import { transferHistory } from './gating/transfer-history.ts';
import { requireTrustedJudges } from './gating/trusted-judges.ts';
import { admissionSummary } from './judging/admission-summary.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { regradeNote, regradeOf } from './regrading/regrade-of.ts';
import { checkTarget, generatorsOfTeacher } from './running/choose-target.ts';
import { newestCandidate } from './running/find-runs.ts';
import { refuseShard } from './running/refuse-shard.ts';
import { runProblem } from './running/run-problem.ts';
import { runsFolder } from './running/runs-folder.ts';
import { summariseScores } from './running/summarise-scores.ts';

export interface GateOptions extends ArenaOptions {
  /** Default: the newest run of the suite that is not a baseline's. */
  readonly run?: string;
}

/**
 * Compares a run with the baseline and decides. Starts no run; where a skill compares outputs, judges are asked about the
 * pairs that they have not seen. Throws, as "could not run", where there is no run or
 * no baseline that fits, where too much is missing or unscored, and for what this version cannot decide.
 * `files` of the report is empty: no report is written. What both arms showed is kept in the suite's transfer.jsonl.
 */
export async function gate(
  loaded: LoadedSuite,
  options: GateOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Report> {
  refuseUnsupportedKeys(loaded);
  const id = options.run ?? newestCandidate(loaded)?.id;
  if (id === undefined) {
    const hint = `score a target first: \`heldout run ${shellWord(loaded.file)} --target REF\``;
    throw fault('RUN_NOT_FOUND', 'the suite has no run yet', { hint });
  }
  const candidate = readRun(runsFolder(loaded), id);
  refuseShard(loaded, candidate.header, 'gated');
  const data = await loadDataset(loaded);
  requireFit(loaded, data, candidate.header);
  const baseline = await findBaseline(loaded, data);
  if (baseline.status === 'to-run') {
    throw fault(
      'BASELINE_MISSING',
      `the baseline ${baseline.target.identity.ref} has no finished run on this dataset`,
      {
        hint: `\`heldout test ${shellWord(loaded.file)}\` runs it, or accept a run with \`heldout baseline ${shellWord(loaded.file)} --run ID\``,
      },
    );
  }
  const { cases } = data.dataset;
  const arena = await compareRuns(loaded, cases, candidate, baseline.run.header.id, options, signal);
  const contaminated = await contaminatedCases(loaded, data, signal);
  return decideRun(loaded, data, candidate, { run: baseline.run, notes: baseline.notes }, [], {
    arena,
    contaminated,
  });
}

/**
 * Decides on a candidate's run against a baseline; both are known to fit. `alsoSpent` was spent on the baseline; `arena` is
 * null where no skill compares outputs.
 */
export function decideRun(
  loaded: LoadedSuite,
  data: LoadedDataset,
  candidate: RunRecord,
  baseline: { readonly run: ScoredRun; readonly notes: readonly string[] },
  alsoSpent: readonly { readonly spend: Spend; readonly durationMs: number }[],
  { arena, contaminated }: { readonly arena: Arena | null; readonly contaminated: ContaminatedCases },
): Report {
  const { suite } = loaded;
  const { cases } = data.dataset;
  const accounts = requireMeasured(loaded, candidate);
  const run = scoredRun(candidate);
  requireScored(run.header.id, 'trials', accounts.planned - accounts.unneeded, run.unscored);
  requireScored(baseline.run.header.id, 'trials', baseline.run.header.planned, baseline.run.unscored);
  // Judges that score rule on both; those that only admitted the cases never saw the baseline.
  const ruled =
    run.header.judges === undefined && arena === null
      ? []
      : checkTarget(loaded, [], baseline.run.header.target);
  const exceptions = [...checkTarget(loaded, cases, run.header.target), ...ruled];
  requireTrustedJudges(loaded, data, { candidate, baseline: baseline.run.header, arena });
  const taken = takeDecision(loaded, cases, { candidate: run, baseline: baseline.run, arena });
  if (taken === null) throw new RangeError('a finished run is past its first look');
  const { decision, pairs, policy, sequential } = taken;
  const held = holdDecision(loaded, data, { record: candidate, run }, baseline.run, decision);
  const taught = generatorsOfTeacher(loaded, cases, run.header.target);
  const clean = cleanSubset(contaminated, { cases, pairs, candidate, policy, task: suite.task });
  const { lost: _, missingShare: _m, ...trials } = accounts;
  const end = candidate.end;
  const regrade = regradeOf(loaded, candidate, cases);
  const spent = [...(end === null ? [] : [end]), ...alsoSpent];
  const people = peopleMeasures(loaded, data, run.header);
  const admission = admissionSummary(cases, readCanaries(loaded.paths), people.judges);
  return {
    schemaVersion: 1,
    status: held.status,
    exitCode: exitCodeOf(held.status, suite.gate.inconclusive),
    suite: reportedSuite(loaded, held.checks),
    dataset: { version: data.version, digest: data.dataset.digest },
    run: run.header.id,
    baseline: baseline.run.header.id,
    target: run.header.target,
    baselineTarget: baseline.run.header.target,
    exceptions: [...loaded.independence.exceptions, ...exceptions].filter(isFirst),
    notes: [
      ...baseline.notes,
      ...baselineNotes(baseline.run),
      ...held.notes,
      ...taught.map(
        (name) => `the target’s teacher is kin to the generator ${name}: the synthetic arm is advisory`,
      ),
      ...(regrade === null ? [] : [regradeNote(regrade)]),
      ...judgeNotes(loaded, { candidate: run, baseline: baseline.run }),
      ...people.notes,
      ...dataNotes(loaded, data),
      ...contaminationNotes(contaminated, clean),
      ...verdictNotes(decision, suite.gate.minHumanPairs),
    ],
    trials,
    scores: summariseScores(candidate, cases, suite.task),
    checks: held.checks,
    arms: decision.arms,
    slices: decision.slices,
    gap: decision.gap,
    transfer: transferHistory(loaded, cases, decision, { candidate: run, baseline: baseline.run }),
    index: decision.index,
    families: decision.families,
    ...(held.anchor === null ? {} : { anchor: held.anchor }),
    attempt: held.attempt,
    sequential: sequential === null ? null : { ...sequential, savedCalls: accounts.unneeded },
    lost: lostCases(cases, pairs, decision, suite.slices, {
      candidate: arena === null ? run : withDuelReasons(run, arena),
      baseline: baseline.run,
    }),
    ...(admission === null ? {} : { admission }),
    ...(clean === null ? {} : { clean }),
    ...(arena === null ? {} : { arena: arena.summary }),
    ...(regrade === null ? {} : { regrade }),
    spend: totalSpend([...spent, ...(arena === null ? [] : [arena])].map(({ spend }) => spend)),
    durationMs: spent.reduce((sum, { durationMs }) => sum + durationMs, 0),
    files: {},
  };
}

function exitCodeOf(status: GateStatus, inconclusive: 'fail' | 'pass' | 'neutral'): 0 | 1 | 3 {
  if (status === 'pass') return 0;
  if (status === 'fail') return 1;
  return inconclusive === 'fail' ? 3 : 0;
}

/** Throws where too little was measured to decide on. Gives the run's accounts. */
function requireMeasured({ suite }: LoadedSuite, run: RunRecord) {
  const accounts = tally(run);
  const problem = runProblem(run, accounts, suite.gate.maxMissing);
  if (problem !== null) throw new HeldoutError([problem]);
  return accounts;
}

function isFirst(item: IndependenceException, index: number, all: readonly IndependenceException[]): boolean {
  return all.findIndex((other) => other.judge === item.judge && other.other === item.other) === index;
}

/** A lost case is told with what the judges said of it. */
function withDuelReasons(run: ScoredRun, { duels }: Arena): ScoredRun {
  return { ...run, reasonFor: (id) => duels.get(id)?.[0]?.reason ?? run.reasonFor(id) };
}
