import type { Expected } from '../../core/case.ts';
import type { Task } from '../../core/suite.ts';
import { expectedValue } from '../../datasets/rows/expected-value.ts';

/**
 * The expected value that a person wrote in place of another: JSON as a row's `expected` is written, a number with the
 * tolerance and unit of the old one, else a text, or several with ` | ` between. Gives words where it cannot be read.
 */
export function writtenExpected(
  written: string,
  old: Expected,
  task: Task,
): Expected | { readonly problem: string } {
  const text = written.trim();
  if (text === '') return { problem: 'write what is expected' };
  if (/^[[{]/.test(text)) return fromJson(text, task);
  if (old.kind === 'number') {
    const value = Number(text);
    return Number.isFinite(value) ? { ...old, value } : { problem: `\`${text}\` is not a number` };
  }
  const [first = text, ...rest] = text.split(' | ').map((part) => part.trim());
  if (old.kind === 'text') return { kind: 'text', accept: [first, ...rest] };
  return expectedValue(text, task);
}

/** An expected value as {@link writtenExpected} reads it back. */
export function writtenText(expected: Expected): string {
  if (expected.kind === 'number') return String(expected.value);
  return expected.kind === 'text' ? expected.accept.join(' | ') : JSON.stringify(expected);
}

function fromJson(text: string, task: Task): Expected | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'begins as JSON does, and is none' };
  }
  return expectedValue(value, task);
}
