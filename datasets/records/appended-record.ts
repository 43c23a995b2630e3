import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readIfExists, writeFailed } from '../../core/files.ts';
import { canonicalJson, type Json } from '../../core/json.ts';

/** A record as a line of its file: canonical JSON with its schema version. */
export function recordLine(record: object): string {
  // Records are plain data by their types; JSON has no narrower name for that.
  return `${canonicalJson({ schemaVersion: 1, ...record } as unknown as Json)}\n`;
}

/**
 * Appends a record to a file of records; it is on the disk before this returns. Folders are made as needed.
 * Throws WRITE_FAILED.
 */
export function appendRecord(file: string, record: object): void {
  try {
    const before = readIfExists(file);
    // A line that an editor left without its end must not swallow the next one.
    const isOpen = before !== null && before.length > 0 && before.at(-1) !== 0x0a;
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, `${isOpen ? '\n' : ''}${recordLine(record)}`, { flush: true });
  } catch (error) {
    throw writeFailed(file, error);
  }
}
