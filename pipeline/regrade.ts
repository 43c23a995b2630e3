import type { Case } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type { Regrade } from '../core/report.ts';
import type { RunHeader, Trial, TrialTask } from '../core/run.ts';
import { shellWord } from '../core/shell-word.ts';
import { readScores } from '../runner/perform-trial.ts';
import { trialKey } from '../runner/run-records.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { compareGrades } from './regrading/compare-grades.ts';
import { gradedRun } from './regrading/graded-run.ts';
import { checkTarget } from './running/choose-target.ts';
import { conductRun, type Run } from './running/conduct-run.ts';
import { newHeader } from './running/new-header.ts';
import { openScoring } from './running/open-scoring.ts';
import { refuseShard } from './running/refuse-shard.ts';
import { prepareWorkspace } from './workspace.ts';

export interface RegradeOptions {
  readonly concurrency?: number;
  /** false: judges are asked again for what they have answered before. */
  readonly cache?: boolean;
  readonly now?: () => Date;
  readonly onStart?: (header: RunHeader) => void;
  readonly onTrial?: (trial: Trial) => void;
}

/**
 * Scores the outputs of a run again, with the scorers and judges of the suite as it is now; no target is called. It
 * becomes a run of its own beside the old one, and what differs is told. Errors of the target stay as they were.
 * Throws RUN_NOT_FOUND, and RUN_MISMATCH for a run of another suite or dataset: its outputs answer other cases.
 */
export async function regrade(
  loaded: LoadedSuite,
  id: string,
  options: RegradeOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Run & { readonly regrade: Regrade }> {
  const old = gradedRun(loaded, id);
  refuseShard(loaded, old.header, 'graded again');
  const data = await loadDataset(loaded);
  requireSame(loaded, data, old.header);
  if (old.end?.isEnough === true) throw endedEarly(loaded, old.header);
  const { target, role, repeats, task } = old.header;
  const exceptions = checkTarget(loaded, data.dataset.cases, target);
  const startedAt = (options.now ?? (() => new Date()))();
  const header = {
    ...newHeader(loaded, data, { role, target, repeats }, startedAt),
    task,
    regradeOf: id,
  };
  prepareWorkspace(loaded.workspace);
  const scoring = await openScoring(loaded, options.cache !== false);
  try {
    options.onStart?.(header);
    const perform = async (trial: TrialTask, subject: Case, abort: AbortSignal) => {
      const before = old.trials.get(trialKey(trial));
      if (before === undefined || before.status === 'errored') return before ?? null;
      const scores = await readScores(scoring.scorersOf(subject), subject, before.output, abort);
      return scores === null ? null : { ...before, scores };
    };
    const run = await conductRun(
      loaded,
      data,
      header,
      { perform, spendOf: scoring.spend, exceptions },
      options,
      signal,
    );
    return { ...run, regrade: compareGrades(old, run.record, data.dataset.cases) };
  } finally {
    await scoring.close();
  }
}

/** What was not asked for cannot be graded, and the rest would stand for a chosen part. */
function endedEarly({ file }: LoadedSuite, { id, target }: RunHeader): Error {
  return fault('RUN_UNFINISHED', `run ${id} ended early: it cannot be graded again`, {
    hint: `run the rest: \`heldout run ${shellWord(file)} --resume --every-case --target ${shellWord(target.ref)}\``,
  });
}

function requireSame(loaded: LoadedSuite, { dataset }: LoadedDataset, header: RunHeader): void {
  const isOwn = header.suite.id === loaded.suite.id;
  if (isOwn && header.dataset.digest === dataset.digest) return;
  const why = isOwn ? 'the dataset has changed since' : `it is a run of the suite ${header.suite.id}`;
  throw fault('RUN_MISMATCH', `run ${header.id} cannot be graded again: ${why}`, {
    hint: `its outputs answer other cases: \`heldout run ${shellWord(loaded.file)} --target ${shellWord(header.target.ref)}\``,
  });
}
