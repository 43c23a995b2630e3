import { anyJson } from '../../core/any-json.ts';
import type { Expected } from '../../core/case.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Task } from '../../core/suite.ts';
import { expectedSchema } from '../records/expected-schema.ts';

/**
 * What a row's `expected` means: a string is a label in classification, else a text with that one answer; a list of
 * strings is a text with any of them; a number is a number with tolerance 0; `{ kind: … }` is taken as written;
 * any other object or list is JSON. A row without one only asks for an answer.
 * Gives words instead where it cannot be read.
 */
export function expectedValue(value: unknown, task: Task): Expected | { readonly problem: string } {
  if (value === undefined) return { kind: 'behaviour', behaviour: 'comply' };
  if (typeof value === 'string') return fromText(value, task);
  if (typeof value === 'number' && Number.isFinite(value)) {
    return task.kind === 'classification'
      ? fromText(String(value), task)
      : { kind: 'number', value, tolerance: 0, unit: null };
  }
  if (isTextList(value)) return { kind: 'text', accept: value };
  if (value !== null && typeof value === 'object' && 'kind' in value) return asWritten(value, task);
  const json = anyJson.safeParse(value);
  if (json.success && value !== null && typeof value === 'object') return { kind: 'json', value: json.data };
  return {
    problem: `\`expected\` is ${value === null ? 'null' : `a ${typeof value}`}; expected a text, number, list or object`,
  };
}

function fromText(text: string, task: Task): Expected | { readonly problem: string } {
  if (task.kind !== 'classification') return { kind: 'text', accept: [text] };
  if (task.labels.includes(text)) return { kind: 'label', label: text };
  return {
    problem: `\`expected\` is "${text}", which is not a label of the task; ${didYouMean(text, task.labels)}`,
  };
}

function isTextList(value: unknown): value is readonly [string, ...string[]] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function asWritten(value: object, task: Task): Expected | { readonly problem: string } {
  const parsed = expectedSchema.safeParse(value);
  if (parsed.success) return parsed.data.kind === 'label' ? fromText(parsed.data.label, task) : parsed.data;
  const [issue] = parsed.error.issues;
  const what = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
  return {
    problem: `\`expected\`: ${what} (JSON with a \`kind\` of its own is written { kind: json, value: … })`,
  };
}
