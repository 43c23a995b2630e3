import type { ErrorCode } from './error-codes.ts';

/** Where something is wrong. Lines and columns are 1-based; null where the whole file is meant. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** One thing that is wrong: what, where, and what to do about it. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly place: Place | null;
  readonly hint: string | null;
}

/**
 * A fault that people can mend: bad input, a missing file, a refused combination.
 * Anything else that is thrown is a defect of the program.
 */
export class HeldoutError extends Error {
  override readonly name = 'HeldoutError';
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problems: readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    super(problems.map((problem) => `${problem.code}: ${problem.message}`).join('\n'), options);
    this.problems = problems;
  }
}

/** A failed call that is not the target's fault: no connection, 429, 502–504. It is tried again. */
export class InfrastructureError extends Error {
  override readonly name = 'InfrastructureError';
  /** What the server asked for; null where it said nothing. */
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** A call that took longer than it may. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** A call that was not made because it could have passed the budget. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

/** Makes an error of one problem. */
export function fault(
  code: ErrorCode,
  message: string,
  more: { readonly place?: Place | null; readonly hint?: string | null; readonly cause?: unknown } = {},
): HeldoutError {
  const problem = { code, message, place: more.place ?? null, hint: more.hint ?? null };
  return new HeldoutError([problem], more.cause === undefined ? undefined : { cause: more.cause });
}

/** Throws all problems as one error; nothing where there is none. */
export function throwProblems(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new HeldoutError([first, ...rest]);
}

/** The message of whatever was thrown: JavaScript lets code throw anything. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  return typeof thrown === 'string' ? thrown : `a thrown ${typeof thrown}`;
}
