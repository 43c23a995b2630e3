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
import { noAnswer, runProblem } from './running/run-problem.ts';
import { runsFolder } from './running/runs-folder.ts';

/** What was accepted. */
export interface AcceptedRun {
  readonly run: string;
  readonly target: string;
  readonly file: string;
  readonly cases: number;
}

export interface AcceptOptions {
  /** Pin it beside the baseline, which moves on. */
  readonly anchor?: boolean;
  readonly now?: () => Date;
}

/**
 * Makes a run the accepted baseline, `suites/<id>/baseline.jsonl`, or with `anchor` the pinned one beside it,
 * `anchor.jsonl`. Throws GATE_UNSUPPORTED for an anchor where outputs are compared, RUN_NOT_FOUND, BASELINE_MISMATCH for a run
 * on another dataset or with other scorers, RUN_UNSCORED, and what a run that is not done has as its problem.
 */
export async function acceptBaseline(
  loaded: LoadedSuite,
  id: string,
  { anchor = false, now = () => new Date() }: AcceptOptions = {},
): Promise<AcceptedRun> {
  if (anchor && loaded.comparers.size > 0) {
    throw fault(
      'GATE_UNSUPPORTED',
      'outputs are compared with one baseline: there can be no anchor beside it',
    );
  }
  const record = readRun(runsFolder(loaded), id);
  refuseShard(loaded, record.header, 'the baseline');
  const data = await loadDataset(loaded);
  const why = misfit(record.header, loaded, data);
  if (why !== null) {
    throw fault('BASELINE_MISMATCH', `run ${id} cannot be the baseline: ${why}`, {
      hint: mend(record.header, loaded, data),
    });
  }
  const problem = runProblem(record, tally(record), loaded.suite.gate.maxMissing) ?? noAnswer(record);
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
  const file = anchor ? loaded.paths.anchor : loaded.paths.baseline;
  writeBaseline(file, record, now(), (caseId) => copyable.has(caseId));
  return {
    run: id,
    target: record.header.target.ref,
    file,
    cases: data.dataset.cases.length,
  };
}
