import { fault, HeldoutError } from '../../core/errors.ts';
import type { PairedCase } from '../../gate/paired-case.ts';
import { readRun } from '../../runner/run-records.ts';
import { tally } from '../../runner/tally.ts';
import { findBaseline } from '../gating/find-baseline.ts';
import { pairCases } from '../gating/pair-cases.ts';
import { scoredRun } from '../gating/scored-run.ts';
import { loadDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { newestCandidate } from '../running/find-runs.ts';
import { misfit } from '../running/fits.ts';
import { refuseShard } from '../running/refuse-shard.ts';
import { runProblem } from '../running/run-problem.ts';
import { runsFolder } from '../running/runs-folder.ts';

/** Two runs of today's cases, or why there are none. */
export type MeasuredPairs =
  | {
      readonly status: 'measured';
      readonly run: string;
      readonly baseline: string;
      readonly pairs: readonly PairedCase[];
    }
  | { readonly status: 'assumed'; readonly why: string };

/**
 * What a run and the baseline scored on today's cases; `id` names the run, else it is the newest. Without one that fits
 * the plan rests on assumptions, and `why` says so; a run that was named and does not fit is an error.
 */
export async function measuredPairs(loaded: LoadedSuite, id: string | undefined): Promise<MeasuredPairs> {
  if (id !== undefined) return pairsOf(loaded, id);
  const newest = newestCandidate(loaded);
  if (newest === null)
    return { status: 'assumed', why: 'no run has shown yet on how many cases models differ' };
  try {
    return await pairsOf(loaded, newest.id);
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    return { status: 'assumed', why: error.problems.map(({ message }) => message).join('; ') };
  }
}

async function pairsOf(loaded: LoadedSuite, id: string): Promise<MeasuredPairs> {
  if (loaded.comparers.size > 0) {
    return { status: 'assumed', why: 'outputs are compared by judges, and a plan asks none' };
  }
  const record = readRun(runsFolder(loaded), id);
  refuseShard(loaded, record.header, 'planned with');
  const data = await loadDataset(loaded);
  const why = misfit(record.header, loaded, data);
  if (why !== null) throw fault('RUN_MISMATCH', `run ${id} does not fit the suite: ${why}`);
  const problem = runProblem(record, tally(record), loaded.suite.gate.maxMissing);
  if (problem !== null) throw new HeldoutError([problem]);
  const found = await findBaseline(loaded, data);
  if (found.status === 'to-run') {
    throw fault(
      'BASELINE_MISSING',
      `the baseline ${found.target.identity.ref} has no finished run on this dataset`,
    );
  }
  const pairs = pairCases({
    suite: loaded.suite,
    cases: data.dataset.cases,
    candidate: scoredRun(record),
    baseline: found.run,
    arena: null,
    labels: new Map(),
  });
  return { status: 'measured', run: id, baseline: found.run.header.id, pairs };
}
