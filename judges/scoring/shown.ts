import type { CaseInput, Expected } from '../../core/case.ts';
import { fenced } from '../../core/fenced.ts';
import type { TargetOutput } from '../../core/run.ts';
import { caseTexts, expectedTold } from '../admission/case-texts.ts';

/** An output as a judge is shown it: its text, and the tools that it calls. */
export function outputText({ text, toolCalls = [] }: TargetOutput): string {
  const calls = toolCalls.map(({ name, arguments: given }) => `[calls ${name} ${JSON.stringify(given)}]`);
  return [text, ...calls].join('\n');
}

/** What is right, for a judge to go by; empty where the expected value is no answer but facts, or another case's. */
export function referenceText(expected: Expected): string {
  return expected.kind === 'facts' || expected.kind === 'changed' ? '' : expectedTold(expected);
}

/**
 * A case's input and other texts for one prompt, each in a fence of its own: every document and message of the input,
 * one after the other, and the others by their names.
 */
export function shownCase<Name extends string>(
  input: CaseInput,
  others: Readonly<Record<Name, string>>,
): Readonly<Record<Name | 'input', string>> {
  const own = caseTexts(input);
  const all: Readonly<Record<string, string>> = fenced({ ...own, ...others });
  const block = Object.keys(own).map((name) => all[name]);
  const rest = Object.keys(others).map((name) => [name, all[name]]);
  // The names are those that came in.
  return Object.fromEntries([...rest, ['input', block.join('\n\n')]]) as Record<Name | 'input', string>;
}
