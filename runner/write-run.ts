import path from 'node:path';
import { writeWhole } from '../core/files.ts';
import type { RunHeader, Trial } from '../core/run.ts';
import {
  journalFile,
  type RunEnd,
  type RunRecord,
  trialKey,
  writeRunEnd,
  writeRunHeader,
} from './run-records.ts';

/**
 * Writes a run that was not performed here, and gives it as its folder then holds it. The header comes last: a folder
 * without one is no run, so a crash leaves nothing that is read.
 */
export function writeRun(
  runsFolder: string,
  {
    header,
    trials,
    end,
  }: { readonly header: RunHeader; readonly trials: readonly Trial[]; readonly end: RunEnd },
): RunRecord {
  const folder = path.join(runsFolder, header.id);
  writeWhole(journalFile(folder), trials.map((trial) => `${JSON.stringify(trial)}\n`).join(''));
  writeRunEnd(folder, end);
  writeRunHeader(folder, header);
  return { header, folder, trials: new Map(trials.map((trial) => [trialKey(trial), trial])), end };
}
