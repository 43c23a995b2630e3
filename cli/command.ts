import type { Command } from 'commander';
import { HeldoutError } from '../core/errors.ts';
import type { Session } from './session.ts';

/** Exit codes of every command. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Adds a command to the program. Its work runs in a session and gives the exit code. */
export type AddCommand = (program: Command, perform: Perform) => void;

/** Runs a command's work: faults become messages and exit code 2, an interrupt 130. */
export type Perform = (
  options: { readonly json?: boolean },
  work: (session: Session) => Promise<ExitCode>,
) => Promise<void>;

/** What was thrown because the person interrupted: not a fault. */
export function isInterrupt(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && !(error instanceof HeldoutError);
}
