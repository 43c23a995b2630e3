import type { AcceptableCall, CaseInput, Expected } from '../../core/case.ts';
import type { Json } from '../../core/json.ts';

/** What a text becomes; `before` is the key that it stands under, '' for none. */
export type ChangeText = (text: string, before: string) => string;

/** The input with every text that people or models wrote changed; names of documents and tools stay. */
export function mapInput(input: CaseInput, change: ChangeText): CaseInput {
  const [first, ...rest] = input.messages;
  // Field by field: what is not looked at here must not get through.
  const changed = ({ role, content }: typeof first) => ({ role, content: change(content, '') });
  const { documents } = input;
  return {
    ...input,
    messages: [changed(first), ...rest.map(changed)],
    ...(documents === undefined
      ? {}
      : { documents: documents.map(({ id, text }) => ({ id, text: change(text, '') })) }),
  };
}

/** The expected value with every text in it changed. Labels stay, being classes, and so do numbers that stay numbers. */
export function mapExpected(expected: Expected, change: ChangeText): Expected {
  const each = (texts: readonly string[]) => texts.map((text) => change(text, ''));
  switch (expected.kind) {
    case 'text': {
      const [first, ...rest] = expected.accept;
      return { ...expected, accept: [change(first, ''), ...each(rest)] };
    }
    case 'number':
      return { ...expected, value: changedNumber(expected.value, '', change) };
    case 'json':
      return { ...expected, value: mapJson(expected.value, change) };
    case 'facts':
      return { ...expected, must: each(expected.must), mustNot: each(expected.mustNot) };
    case 'tool-calls':
      return { ...expected, calls: expected.calls.map((call) => mapCall(call, change)) };
    case 'tests':
      return { ...expected, source: change(expected.source, '') };
    case 'outcome':
      return { ...expected, state: mapJson(expected.state, change), tell: each(expected.tell) };
    default:
      return expected;
  }
}

function mapCall(call: AcceptableCall, change: ChangeText): AcceptableCall {
  const parameters = Object.entries(call.parameters).map(([name, values]) => [
    name,
    values.map((value) => mapJson(value, change, name)),
  ]);
  return { ...call, parameters: Object.fromEntries(parameters) };
}

function mapJson(value: Json, change: ChangeText, key = ''): Json {
  if (typeof value === 'string') return change(value, key);
  if (typeof value === 'number') return changedNumber(value, key, change);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => mapJson(item, change, key));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapJson(item, change, name)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A long whole number may be an account or a telephone: it is changed as its digits are. */
function changedNumber(value: number, key: string, change: ChangeText): number {
  if (!Number.isSafeInteger(value) || value < 100_000) return value;
  const changed = Number(change(String(value), key));
  return Number.isSafeInteger(changed) ? changed : value;
}
