import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { fault, messageOf } from '../core/errors.ts';
import { readIfExists, writeAll, writeFailed } from '../core/files.ts';
import { type Line, linesOf } from '../core/lines.ts';
import type { Store } from '../core/seams.ts';

/** What the lines of a log hold. */
export interface LogForm<Record> {
  readonly schema: z.ZodType<Record>;
  /** What it is called where it cannot be read, and what to do then. */
  readonly name: string;
  readonly hint: string;
}

/**
 * Reads a log. A last line without its line end is what a killed process left of a record: it was not recorded and is
 * left out. Any other line that does not parse throws RECORD_CORRUPT.
 */
export function readLog<Record>(file: string, form: LogForm<Record>): readonly Record[] {
  const bytes = readIfExists(file);
  if (bytes === null) return [];
  return [...linesOf(bytes)].filter((line) => line.ended).map((line) => parseRecord(line, file, form));
}

/**
 * Opens a log to append to, and cuts off what a killed process left of a record.
 * A record is in the file before `append` returns: a crash of this process cannot lose it.
 * `append` throws WRITE_FAILED when the disk is full; what was appended before stays.
 */
export function openLog<Record>(file: string, form: LogForm<Record>): Store<Record> {
  const descriptor = openForAppend(file);
  // Nobody else writes: the run that it belongs to is locked.
  let whole = fstatSync(descriptor).size;
  let isOpen = true;
  return {
    append(record) {
      if (!isOpen) throw writeFailed(file, new Error(`${form.name} is closed`));
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      try {
        writeAll(descriptor, line);
        whole += line.length;
      } catch (error) {
        // Half a record in the middle would make the whole log unreadable once there is room again.
        ftruncateSync(descriptor, whole);
        throw writeFailed(file, error);
      }
    },
    read: () => readLog(file, form),
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

function parseRecord<Record>(line: Line, file: string, { schema, name, hint }: LogForm<Record>): Record {
  try {
    return schema.parse(JSON.parse(line.text ?? ''));
  } catch (error) {
    throw fault('RECORD_CORRUPT', `${name} cannot be read: ${messageOf(error)}`, {
      place: { file, line: line.number, column: null },
      hint,
      cause: error,
    });
  }
}
