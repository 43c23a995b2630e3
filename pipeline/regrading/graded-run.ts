import { existsSync } from 'node:fs';
import path from 'node:path';
import { fault } from '../../core/errors.ts';
import type { RunHeader, Trial } from '../../core/run.ts';
import { type AcceptedTrial, readBaseline } from '../../runner/accepted-baseline.ts';
import { type RunRecord, readRun, trialKey } from '../../runner/run-records.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';

/** Outputs with the grades that they have. */
export interface GradedRun {
  readonly header: RunHeader;
  /** By `trialKey`. */
  readonly trials: ReadonlyMap<string, Trial>;
  /** Left out: the accepted baseline. */
  readonly end?: RunRecord['end'];
}

/**
 * A run out of its folder, or out of the accepted baseline where that is it and the folder is gone. Throws
 * RUN_NOT_FOUND where it is neither, or where the baseline may not hold its outputs.
 */
export function gradedRun(loaded: LoadedSuite, id: string): GradedRun {
  const folder = runsFolder(loaded);
  if (existsSync(path.join(folder, id, 'header.json'))) return readRun(folder, id);
  const accepted = readBaseline(loaded.paths.baseline);
  if (accepted?.header.id !== id) return readRun(folder, id); // says that it is not there
  const kept = accepted.trials.flatMap(keptTrial);
  const lost = accepted.trials.length - kept.length;
  if (lost > 0) {
    throw fault('RUN_NOT_FOUND', `the accepted baseline ${id} holds no output for ${lost} of its trials`, {
      hint: 'outputs for rows that may not be copied stay out of version control: run the target again',
    });
  }
  return { header: accepted.header, trials: new Map(kept.map((trial) => [trialKey(trial), trial])) };
}

/** How long a trial took is not kept in the baseline. */
function keptTrial(trial: AcceptedTrial): readonly Trial[] {
  const { caseId, attempt, output } = trial;
  const keys = { caseId, attempt, durationMs: 0 };
  if (trial.status === 'errored') {
    const { status, kind, message } = trial;
    return [{ ...keys, status, kind, message }];
  }
  return output === null ? [] : [{ ...keys, status: trial.status, output, scores: trial.scores }];
}
