import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Case } from '../../core/case.ts';
import type { Regrade } from '../../core/report.ts';
import { type RunRecord, readRun } from '../../runner/run-records.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';
import { compareGrades } from './compare-grades.ts';

/** A run beside the one whose outputs it grades again; null where it grades none, or that one is gone. */
export function regradeOf(loaded: LoadedSuite, run: RunRecord, cases: readonly Case[]): Regrade | null {
  const { regradeOf: id } = run.header;
  const folder = runsFolder(loaded);
  if (id === undefined || !existsSync(path.join(folder, id, 'header.json'))) return null;
  return compareGrades(readRun(folder, id), run, cases);
}

/** What a reader must know of grades that were given again. */
export function regradeNote({ of, outputs, differ, scorers }: Regrade): string {
  const shown = (mean: number | null) => (mean === null ? 'none' : mean.toFixed(3));
  const moved = scorers
    .filter((one) => one.differ > 0)
    .map(({ origin, scorer, before, after }) => `${origin} ${scorer} ${shown(before)} → ${shown(after)}`);
  const how = moved.length === 0 ? '' : `: ${moved.join(', ')}`;
  return `the outputs of run ${of} were graded again: ${differ} of ${outputs} got another grade${how}`;
}
