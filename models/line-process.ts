import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fault, messageOf } from '../core/errors.ts';
import { hasCode } from '../core/files.ts';
import { LineBuffer } from './line-buffer.ts';

/** How long a process has to end after its input closed, and again after SIGTERM. */
const graceMs = 500;
/** How long a finished process's output is read on, where a child of its own holds the pipes. */
const flushMs = 250;
const keptOfErrors = 4096;
const shownOfErrors = 700;

export interface LineProcessOptions {
  readonly words: readonly [string, ...string[]];
  readonly cwd: string;
  /** In bytes; a process that writes a longer line is ended. */
  readonly longestLine: number;
  onLine(line: Uint8Array): void;
  /** Called once, when the process is over and its output read; `why` continues "the command …". */
  onEnd(why: string): void;
}

/**
 * A program that is written lines and writes lines, without a shell. It runs in a process group of its own: Ctrl-C at
 * a terminal does not reach it, and what it started ends with it.
 */
export class LineProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #options: LineProcessOptions;
  /** Resolves after `onEnd`. */
  readonly ended: Promise<void>;
  #alive = true;
  #stopped: string | null = null;
  #errors = Buffer.alloc(0);

  /** Resolves when the program runs. Throws COMMAND_START when it cannot be started. */
  static async start(options: LineProcessOptions): Promise<LineProcess> {
    try {
      const started = new LineProcess(options);
      await new Promise((resolve, reject) => started.#child.on('spawn', resolve).on('error', reject));
      return started;
    } catch (error) {
      const [program] = options.words;
      const why = hasCode(error, 'ENOENT') ? 'there is no such program' : messageOf(error);
      const hint = `name a program on the PATH, or a path from ${options.cwd}`;
      throw fault('COMMAND_START', `\`${program}\` cannot be started: ${why}`, { hint, cause: error });
    }
  }

  private constructor(options: LineProcessOptions) {
    const [program, ...args] = options.words;
    this.#options = options;
    this.#child = spawn(program, args, {
      cwd: options.cwd,
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.ended = new Promise((resolve) => this.#listen(resolve));
  }

  /** False as soon as the process has ended or is being ended. */
  get alive(): boolean {
    return this.#alive;
  }

  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Ends the process at once. */
  stop(why: string): void {
    if (this.#stopped !== null) return;
    this.#alive = false;
    this.#stopped = why;
    this.#child.stdout.destroy();
    this.#kill('SIGKILL');
  }

  /** Closes the process's input and resolves when it has ended; one that does not end is killed. */
  async close(): Promise<void> {
    this.#alive = false;
    this.#child.stdin.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (await this.#endsWithin(graceMs)) return;
      this.#kill(signal);
    }
    await this.ended;
  }

  #listen(ended: () => void): void {
    const { stdin, stdout, stderr } = this.#child;
    const lines = new LineBuffer(this.#options.longestLine);
    let deaf: NodeJS.Timeout | undefined;
    let flush: NodeJS.Timeout | undefined;
    stdout.on('data', (chunk: Buffer) => this.#read(lines, chunk));
    stderr.on('data', (chunk: Buffer) => {
      this.#errors = Buffer.concat([this.#errors, chunk]).subarray(-keptOfErrors);
    });
    stdin.on('error', () => {
      this.#alive = false;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
      // It may be exiting, with answers still to be read.
      deaf ??= setTimeout(() => this.stop('no longer read its input and was ended'), flushMs);
    });
    this.#child.on('exit', () => {
      this.#alive = false;
      clearTimeout(deaf);
      flush = setTimeout(() => {
        stdout.destroy();
        stderr.destroy();
      }, flushMs);
    });
    this.#child.on('close', (code, signal) => {
      clearTimeout(flush);
      this.#alive = false;
      // What it started may live on without its pipes.
      this.#kill('SIGKILL');
      const last = lines.rest();
      if (last.length > 0 && this.#stopped === null) this.#options.onLine(last);
      this.#options.onEnd(this.#reason(code, signal));
      ended();
    });
  }

  #read(lines: LineBuffer, chunk: Buffer): void {
    const completed = lines.push(chunk);
    for (const line of completed.lines) if (this.#stopped === null) this.#options.onLine(line);
    if (completed.overLimit) {
      this.stop(`wrote a line over the limit of ${this.#options.longestLine} bytes and was ended`);
    }
  }

  #reason(code: number | null, signal: NodeJS.Signals | null): string {
    const exit = code === null ? `was ended by ${signal ?? 'a signal'}` : `exited with code ${code}`;
    const why = this.#stopped ?? exit;
    const errors = this.#errors.toString().trim();
    return errors === '' ? why : `${why}; its stderr ends: ${errors.slice(-shownOfErrors)}`;
  }

  async #endsWithin(limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), limitMs);
    });
    const inTime = await Promise.race([this.ended.then(() => true), late]);
    clearTimeout(timer);
    return inTime;
  }

  #kill(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.#child.kill(signal);
      else process.kill(-pid, signal);
    } catch (error) {
      // ESRCH: nothing is left. EPERM: what is left of the group has changed its user.
      if (!hasCode(error, 'ESRCH') && !hasCode(error, 'EPERM')) throw error;
    }
  }
}
