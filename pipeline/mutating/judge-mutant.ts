import type { FailTest } from '../../gaps/faults/cases-to-fail.ts';
import type { Mutant } from '../../gaps/faults/mutant.ts';
import { type MutantOutcome, readDecision } from '../../gaps/faults/mutant-outcome.ts';
import { tally } from '../../runner/tally.ts';
import { unscoredProblem } from '../gating/require-scored.ts';
import { scoredRun } from '../gating/scored-run.ts';
import { takeDecision } from '../gating/take-decision.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runProblem } from '../running/run-problem.ts';
import type { MutantTrials } from './perform-mutant.ts';
import type { RecordedRun } from './recorded-run.ts';

/** Lets the gate decide on a mutant against the target that it was made of. */
export function judgeMutant(
  loaded: LoadedSuite,
  run: RecordedRun,
  mutant: Mutant,
  { trials, struck, changed }: MutantTrials,
  test: FailTest,
): MutantOutcome {
  const counts = { mutant, struck, changed: changed.size };
  const open = { ...counts, worse: 0, better: 0, because: null, lacking: [] } as const;
  if (changed.size === 0) {
    const reason = struck === 0 ? 'there is nothing that it could damage' : 'no output changed';
    return { ...open, status: 'equivalent', reason };
  }
  const { record, scored } = run;
  const header = { ...record.header, id: `${record.header.id}~${mutant.name}` };
  const own = { ...record, header, trials };
  const candidate = scoredRun(own);
  const problem =
    runProblem(own, tally(own), loaded.suite.gate.maxMissing) ??
    unscoredProblem(header.id, 'trials', header.planned, candidate.unscored);
  if (problem !== null) return { ...open, status: 'undecided', reason: problem.message };
  const cases = [...run.cases.values()];
  const taken = takeDecision(loaded, cases, { candidate, baseline: scored, arena: null });
  if (taken === null) throw new RangeError('a finished run is past its first look');
  const gains = [...changed].map((id) => {
    const [after, before] = [candidate.scoreOf(id), scored.scoreOf(id)];
    return after.status === 'scored' && before.status === 'scored' ? after.value - before.value : 0;
  });
  const worse = gains.filter((gain) => gain < 0).length;
  const better = gains.filter((gain) => gain > 0).length;
  return { ...counts, worse, better, ...readDecision(taken.decision, mutant, { worse, better }, test) };
}
