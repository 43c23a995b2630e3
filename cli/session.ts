import { writeSync } from 'node:fs';
import picocolors from 'picocolors';
import { fitTerminal } from './text/fit-terminal.ts';

type Colors = ReturnType<typeof picocolors.createColors>;

/** What a command may use of the outside world. */
export interface Session {
  readonly workingFolder: string;
  /** Aborts at the first interrupt: what is finished is kept. */
  readonly signal: AbortSignal;
  /** stdout holds one JSON document and nothing else. */
  readonly json: boolean;
  readonly colors: Colors;
  /** A person can be asked. */
  readonly isInteractive: boolean;
  /** Text for people, made to fit a terminal: stdout, or stderr beside a JSON document. */
  print(text: string): void;
  /** The same as it is, line for line: what has its own layout, is to be copied, or is for machines. */
  printAsIs(text: string): void;
  /** Text that is not the result, made to fit as well: stderr. */
  note(text: string): void;
  /** The JSON document; nothing without `--json`. */
  document(value: object): void;
}

/** The session of this process. */
export function createSession(json: boolean, signal: AbortSignal): Session {
  const { stdout, stderr, stdin, env } = process;
  const out = json ? stderr : stdout;
  const writeDocument = stdout.write.bind(stdout);
  // Code under test may write to stdout too; beside a document that goes to stderr.
  if (json) stdout.write = stderr.write.bind(stderr);
  const isColor =
    env['NO_COLOR'] === undefined &&
    env['TERM'] !== 'dumb' &&
    (out.isTTY === true || env['FORCE_COLOR'] !== undefined);
  return {
    workingFolder: process.cwd(),
    signal,
    json,
    colors: picocolors.createColors(isColor),
    isInteractive: stdin.isTTY === true && stdout.isTTY === true && !json && env['CI'] === undefined,
    print: (text) => out.write(`${fitTerminal(text)}\n`),
    printAsIs: (text) => out.write(`${text}\n`),
    note: (text) => stderr.write(`${fitTerminal(text)}\n`),
    document: (value) => {
      if (json) writeDocument(`${JSON.stringify(value)}\n`);
    },
  };
}

/** Writes to stderr at once: for the moment at which the process ends. */
export function lastWords(text: string): void {
  writeSync(2, `${text}\n`);
}
