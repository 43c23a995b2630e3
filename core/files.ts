import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { fault, messageOf } from './errors.ts';

/** The bytes of a file, or null when there is no such file. Any other failure to read is thrown. */
export function readIfExists(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * Writes a file whole: readers see the old content or the new, never a part, also after a crash.
 * Folders are made as needed. Throws WRITE_FAILED (disk full, no permission) and leaves the old file as it was.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const descriptor = openSync(temporary, 'w');
    try {
      writeAll(descriptor, Buffer.from(content));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    removeIfThere(temporary);
    throw writeFailed(file, error);
  }
}

/** What is left of a failed write; where nothing can be removed, the failure itself is what matters. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A parent of the file is no folder: there is nothing to remove.
  }
}

/** Writes every byte, however many calls it takes. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written);
  }
}

/** The error for a file that could not be written. */
export function writeFailed(file: string, error: unknown): Error {
  return fault('WRITE_FAILED', `cannot write ${file}: ${messageOf(error)}`, {
    place: { file, line: null, column: null },
    hint: hasCode(error, 'ENOSPC')
      ? 'make room on the disk and run the command again: what is finished is kept'
      : null,
    cause: error,
  });
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
