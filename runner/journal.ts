import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { fault, messageOf } from '../core/errors.ts';
import { readIfExists, writeAll, writeFailed } from '../core/files.ts';
import { type Line, linesOf } from '../core/lines.ts';
import type { Trial } from '../core/run.ts';
import type { Store } from '../core/seams.ts';
import { trialSchema } from './trial-schema.ts';

/**
 * Reads a journal. A last line without its line end is what a killed process left of a trial: that trial was not
 * recorded and is left out. Any other line that does not parse throws RECORD_CORRUPT.
 */
export function readJournal(file: string): readonly Trial[] {
  const bytes = readIfExists(file);
  if (bytes === null) return [];
  return [...linesOf(bytes)].filter((line) => line.ended).map((line) => parseTrial(line, file));
}

/**
 * Opens a journal to append to, and cuts off what a killed process left of a trial.
 * A trial is in the file before `append` returns: a crash of this process cannot lose it.
 * `append` throws WRITE_FAILED when the disk is full; what was appended before stays.
 */
export function openJournal(file: string): Store<Trial> {
  const descriptor = openForAppend(file);
  // Nobody else writes: the run is locked.
  let whole = fstatSync(descriptor).size;
  let isOpen = true;
  return {
    append(trial) {
      if (!isOpen) throw writeFailed(file, new Error('the journal is closed'));
      const line = Buffer.from(`${JSON.stringify(trial)}\n`);
      try {
        writeAll(descriptor, line);
        whole += line.length;
      } catch (error) {
        // Half a trial in the middle would make the whole journal unreadable once there is room again.
        ftruncateSync(descriptor, whole);
        throw writeFailed(file, error);
      }
    },
    read: () => readJournal(file),
    close: () => {
      isOpen = false;
      closeSync(descriptor);
    },
  };
}

function openForAppend(file: string): number {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const whole = (readIfExists(file)?.lastIndexOf('\n') ?? -1) + 1;
    const descriptor = openSync(file, 'a');
    ftruncateSync(descriptor, whole);
    return descriptor;
  } catch (error) {
    throw writeFailed(file, error);
  }
}

function parseTrial(line: Line, file: string): Trial {
  try {
    return trialSchema.parse(JSON.parse(line.text ?? ''));
  } catch (error) {
    throw fault('RECORD_CORRUPT', `the journal cannot be read: ${messageOf(error)}`, {
      place: { file, line: line.number, column: null },
      hint: 'start the run again without `--resume`',
      cause: error,
    });
  }
}
