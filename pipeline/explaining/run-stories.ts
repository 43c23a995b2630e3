import path from 'node:path';
import type { CaseId } from '../../core/case.ts';
import type { Duel } from '../../core/duel.ts';
import type { RunHeader, Trial } from '../../core/run.ts';
import { listDuelFiles, readDuels } from '../../runner/duel-log.ts';
import { listRuns, readRun } from '../../runner/run-records.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';

/** One trial of the case in a run. */
export interface ExplainedTrial {
  readonly run: string;
  readonly role: string;
  readonly target: string;
  readonly startedAt: string;
  /** The run whose output this is, graded again; null: the target was called. */
  readonly regradeOf: string | null;
  readonly trial: Trial;
}

/** What judges said of a run's output for the case beside a baseline's. */
export interface ExplainedDuel {
  readonly run: string;
  readonly baseline: string;
  readonly duel: Duel;
}

const runsShown = 5;

/** What targets answered to a case in the newest runs of its suite, newest first. */
export function trialsOf(loaded: LoadedSuite, id: CaseId): readonly ExplainedTrial[] {
  return newestRuns(loaded).flatMap(({ id: run, role, target, startedAt, regradeOf = null }) =>
    [...readRun(runsFolder(loaded), run).trials.values()]
      .filter((trial) => trial.caseId === id)
      .map((trial) => ({ run, role, target: target.ref, startedAt, regradeOf, trial })),
  );
}

/** What judges said of those answers beside a baseline's. */
export function duelsOf(loaded: LoadedSuite, id: CaseId): readonly ExplainedDuel[] {
  return newestRuns(loaded).flatMap(({ id: run }) =>
    listDuelFiles(path.join(runsFolder(loaded), run)).flatMap(({ file, baseline }) =>
      readDuels(file)
        .filter(({ caseId }) => caseId === id)
        .map(({ duel }) => ({ run, baseline, duel })),
    ),
  );
}

function newestRuns(loaded: LoadedSuite): readonly RunHeader[] {
  const folder = runsFolder(loaded);
  const own = listRuns(folder).filter((header) => header.suite.id === loaded.suite.id);
  return own.toReversed().slice(0, runsShown);
}
