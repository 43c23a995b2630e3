import { existsSync } from 'node:fs';
import path from 'node:path';
import { HeldoutError } from '../../core/errors.ts';
import { readBaseline } from '../../runner/accepted-baseline.ts';
import { readRun } from '../../runner/run-records.ts';
import { findBaseline } from '../gating/find-baseline.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';
import type { NamedAnswers } from './output-queue.ts';
import { type RunAnswers, runAnswers } from './run-answers.ts';

/** The answers of a run and of what the gate would compare it with; a note where it would find nothing. */
export interface OpenedAnswers {
  readonly candidate: NamedAnswers;
  readonly baseline: NamedAnswers | null;
  readonly notes: readonly string[];
}

/** Reads the answers of a run and of its baseline. Throws RUN_NOT_FOUND or RECORD_CORRUPT. */
export async function openAnswers(
  loaded: LoadedSuite,
  data: LoadedDataset,
  run: string,
): Promise<OpenedAnswers> {
  const candidate = { run, answers: runAnswers(readRun(runsFolder(loaded), run)) };
  const without = (why: string) => ({
    candidate,
    baseline: null,
    notes: [`only the answers of run ${run} are asked about: ${why}`],
  });
  try {
    const found = await findBaseline(loaded, data);
    if (found.status === 'to-run') return without(`${found.target.identity.ref} has no finished run`);
    const { id } = found.run.header;
    return { candidate, baseline: { run: id, answers: answersOfBaseline(loaded, id) }, notes: [] };
  } catch (error) {
    const isMissing =
      error instanceof HeldoutError &&
      ['BASELINE_MISSING', 'BASELINE_MISMATCH'].includes(error.problems[0].code);
    if (!isMissing) throw error;
    return without(error.problems[0].message);
  }
}

/** The answers of a baseline: from the run's own folder where it is still there, since the accepted file has no words of rows that may not be copied. */
export function answersOfBaseline(loaded: LoadedSuite, id: string): RunAnswers {
  const folder = runsFolder(loaded);
  const accepted = readBaseline(loaded.paths.baseline);
  if (accepted?.header.id === id && !existsSync(path.join(folder, id))) return runAnswers(accepted);
  return runAnswers(readRun(folder, id));
}
