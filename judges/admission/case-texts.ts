import type { CaseInput, Expected } from '../../core/case.ts';
import { canonicalJson, type Json } from '../../core/json.ts';

/** What a case holds as texts by name, each to be fenced: its documents, its tools, and each of its messages. */
export function caseTexts({
  messages,
  documents = [],
  tools = [],
}: CaseInput): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...documents.map(({ id, text }, at) => [`document_${at + 1}`, `${id}\n\n${text}`] as const),
    // Tools are plain data by their types; JSON has no narrower name for that.
    ...(tools.length === 0 ? [] : [['tools', canonicalJson(tools as unknown as Json)] as const]),
    ...messages.map(({ role, content }, at) => {
      const number = messages.length === 1 ? '' : `_${at + 1}`;
      return [`message${number}_of_${role}`, content] as const;
    }),
  ]);
}

/** An expected value in words. */
export function expectedTold(expected: Expected): string {
  switch (expected.kind) {
    case 'label':
      return expected.label;
    case 'text':
      return expected.accept.length === 1 ? expected.accept[0] : `any of these:\n${listed(expected.accept)}`;
    case 'number':
      return [
        `${expected.value}`,
        ...(expected.unit === null ? [] : [expected.unit]),
        ...(expected.tolerance === 0 ? [] : [`(± ${expected.tolerance})`]),
      ].join(' ');
    case 'facts':
      return [
        `It must state:\n${listed(expected.must)}`,
        ...(expected.mustNot.length === 0 ? [] : [`It must not state:\n${listed(expected.mustNot)}`]),
      ].join('\n');
    case 'behaviour':
      return behaviours[expected.behaviour];
    case 'tests':
      return `${expected.language} that passes these tests:\n${expected.source}`;
    default:
      // Expected values are plain data by their types; JSON has no narrower name for that.
      return canonicalJson(plainOf(expected) as unknown as Json);
  }
}

const behaviours = {
  abstain: 'It says that this cannot be answered.',
  clarify: 'It asks back.',
  refuse: 'It refuses.',
  comply: 'It does what is asked.',
} as const;

function plainOf(expected: Exclude<Expected, { kind: 'label' | 'text' | 'number' | 'facts' }>) {
  return expected.kind === 'json' ? expected.value : expected;
}

function listed(texts: readonly string[]): string {
  return texts.map((text) => `- ${text}`).join('\n');
}
