import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeAll, writeFailed } from '../../core/files.ts';

const bufferedBytes = 1024 * 1024;

/** A file that is written a line at a time and appears whole, or not at all. */
export class LineFile {
  readonly file: string;
  readonly #temporary: string;
  #descriptor: number | null = null;
  #held: string[] = [];
  #heldLength = 0;
  #lines = 0;
  readonly #hash = createHash('sha256');

  constructor(file: string) {
    this.file = file;
    this.#temporary = `${file}.${process.pid}.tmp`;
  }

  get lines(): number {
    return this.#lines;
  }

  /** SHA-256 of the lines so far. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Throws WRITE_FAILED; the file that was there before stays. */
  append(line: string): void {
    this.#held.push(line, '\n');
    this.#hash.update(line).update('\n');
    this.#heldLength += line.length + 1;
    this.#lines++;
    if (this.#heldLength >= bufferedBytes) this.#guarded(() => this.#flush());
  }

  /** Puts the file in its place. Throws WRITE_FAILED. */
  commit(): void {
    this.#guarded(() => {
      fsyncSync(this.#flush());
      this.#close();
      renameSync(this.#temporary, this.file);
    });
  }

  /** Forgets what was written; nothing happens after a commit. */
  discard(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #guarded(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.discard();
      throw writeFailed(this.file, error);
    }
  }

  #flush(): number {
    mkdirSync(path.dirname(this.file), { recursive: true });
    this.#descriptor ??= openSync(this.#temporary, 'w');
    writeAll(this.#descriptor, Buffer.from(this.#held.join('')));
    [this.#held, this.#heldLength] = [[], 0];
    return this.#descriptor;
  }

  #close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}
