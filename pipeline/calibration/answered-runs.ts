import { readBaseline } from '../../runner/accepted-baseline.ts';
import { listRuns, readRun } from '../../runner/run-records.ts';
import { runAnswers } from '../labelling/run-answers.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';
import type { AnsweredRun } from './output-votes.ts';

/** Every run of the suite on this machine, oldest first, and the accepted baseline where its run is gone. */
export function answeredRuns(loaded: LoadedSuite): readonly AnsweredRun[] {
  const folder = runsFolder(loaded);
  const own = listRuns(folder).filter(({ suite }) => suite.id === loaded.suite.id);
  const runs = own.map((header) => ({ header, answers: runAnswers(readRun(folder, header.id)) }));
  const accepted = readBaseline(loaded.paths.baseline);
  if (accepted === null || own.some(({ id }) => id === accepted.header.id)) return runs;
  return [{ header: accepted.header, answers: runAnswers(accepted) }, ...runs];
}
