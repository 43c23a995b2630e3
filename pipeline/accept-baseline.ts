import { fault, HeldoutError } from '../core/errors.ts';
import { writeBaseline } from '../runner/accepted-baseline.ts';
import { readRun } from '../runner/run-records.ts';
import { tally } from '../runner/tally.ts';
import { requireScored } from './gating/require-scored.ts';
import { scoredRun } from './gating/scored-run.ts';
import { loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { mend, misfit } from './running/fits.ts';
import { refuseShard } from './running/refuse-shard.ts';
import { runProblem } from './running/run-problem.ts';
import { runsFolder } from './running/runs-folder.ts';

/** What was accepted. */
export interface AcceptedRun {
  readonly run: string;
  readonly target: string;
  readonly file: string;
  readonly cases: number;
}

/**
 * Makes a run the accepted baseline, `suites/<id>/baseline.jsonl`. Throws RUN_NOT_FOUND, BASELINE_MISMATCH for a run
 * on another dataset or with other scorers, RUN_UNSCORED, and what a run that is not done has as its problem.
 */
export async function acceptBaseline(
  loaded: LoadedSuite,
  id: string,
  now: () => Date = () => new Date(),
): Promise<AcceptedRun> {
  const record = readRun(runsFolder(loaded), id);
  refuseShard(loaded, record.header, 'the baseline');
  const data = await loadDataset(loaded);
  const why = misfit(record.header, loaded, data);
  if (why !== null) {
    throw fault('BASELINE_MISMATCH', `run ${id} cannot be the baseline: ${why}`, {
      hint: mend(record.header, loaded, data),
    });
  }
  const problem = runProblem(record, tally(record), loaded.suite.gate.maxMissing);
  if (problem !== null) throw new HeldoutError([problem]);
  if (record.end?.isEnough === true) {
    throw fault('RUN_UNFINISHED', `run ${id} ended early: it cannot be what others are compared with`, {
      hint: 'run every case first: `heldout run SUITE --every-case --target REF`',
    });
  }
  requireScored(id, 'trials', record.header.planned, scoredRun(record).unscored);
  const copyable = new Set(
    data.dataset.cases.filter((item) => item.provenance.copyable).map((item) => item.id),
  );
  writeBaseline(loaded.paths.baseline, record, now(), (caseId) => copyable.has(caseId));
  return {
    run: id,
    target: record.header.target.ref,
    file: loaded.paths.baseline,
    cases: data.dataset.cases.length,
  };
}
