import type { Expected } from '../../core/case.ts';
import type { TargetOutput } from '../../core/run.ts';

/** An output as a judge is shown it: its text, and the tools that it calls. */
export function outputText({ text, toolCalls = [] }: TargetOutput): string {
  const calls = toolCalls.map(({ name, arguments: given }) => `[calls ${name} ${JSON.stringify(given)}]`);
  return [text, ...calls].join('\n');
}

/** What is right, for a judge to go by; null where the expected value is no answer but facts, or another case's. */
export function referenceText(expected: Expected): string | null {
  switch (expected.kind) {
    case 'text':
      return expected.accept.join('\nor:\n');
    case 'label':
      return expected.label;
    case 'number':
      return `${expected.value}${expected.unit === null ? '' : ` ${expected.unit}`} ± ${expected.tolerance}`;
    case 'behaviour':
      return `the right behaviour is to ${expected.behaviour}`;
    case 'json':
      return JSON.stringify(expected.value, null, 2);
    case 'tool-calls':
      return JSON.stringify(expected.calls, null, 2);
    case 'tests':
      return expected.source;
    case 'outcome':
      return JSON.stringify({ state: expected.state, tell: expected.tell }, null, 2);
    case 'facts':
    case 'changed':
      return null;
  }
}
