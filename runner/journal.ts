import type { Trial } from '../core/run.ts';
import type { Store } from '../core/seams.ts';
import { type LogForm, openLog, readLog } from './record-log.ts';
import { trialSchema } from './trial-schema.ts';

const journal: LogForm<Trial> = {
  schema: trialSchema,
  name: 'the journal',
  hint: 'start the run again without `--resume`',
};

/** Reads the journal of a run: its trials, as they ended. */
export function readJournal(file: string): readonly Trial[] {
  return readLog(file, journal);
}

/** Opens the journal of a run. Nobody else writes it: the run is locked. */
export function openJournal(file: string): Store<Trial> {
  return openLog(file, journal);
}
