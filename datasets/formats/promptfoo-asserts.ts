import { z } from 'zod';
import { anyJson } from '../../core/any-json.ts';
import type { Expected } from '../../core/case.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { bare, raw } from './nunjucks-text.ts';

/** One check of a promptfoo test. */
export type PromptfooAssert = { readonly type: string; readonly value?: Json };

export const assertSchema: z.ZodType<PromptfooAssert> = z.looseObject({
  type: z.string(),
  value: anyJson.optional(),
}) as unknown as z.ZodType<PromptfooAssert>;

const textsOf = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'string' ? bare(one) : typeof one === 'number' ? String(one) : [],
  );

/**
 * What the checks of a test expect, as a row writes it; undefined where there are none. Checks of other types are named
 * in `unread`. Whether a text must equal or only stand in the output is for the suite's scorer to say. Gives words where
 * there are checks, and none of them can be read.
 */
export function readAsserts(
  asserts: readonly PromptfooAssert[],
): { readonly expected?: Json; readonly unread: readonly string[] } | { readonly problem: string } {
  const of = (...types: readonly string[]) => asserts.filter(({ type }) => types.includes(type));
  const read: readonly string[] = readable.flat();
  const unread = [...new Set(asserts.map(({ type }) => type).filter((type) => !read.includes(type)))];
  const [equal, ...more] = of('equals');
  const must = of('contains', 'icontains', 'contains-all', 'icontains-all').flatMap(({ value }) =>
    textsOf(value),
  );
  const mustNot = of('not-contains', 'not-icontains').flatMap(({ value }) => textsOf(value));
  const any = of('contains-any', 'icontains-any');
  const kinds = [
    equal !== undefined,
    must.length + mustNot.length > 0,
    any.length > 0,
    of('is-refusal', 'not-is-refusal').length > 0,
  ];
  if (more.length > 0 || any.length > 1 || kinds.filter(Boolean).length > 1)
    return { problem: 'its checks are of several kinds, which no one expected value can say' };
  if (equal !== undefined) return { expected: fromEquals(equal.value), unread };
  if (any[0] !== undefined) return { expected: textsOf(any[0].value), unread };
  if (must.length === 1 && mustNot.length === 0) return { expected: must[0] ?? '', unread };
  if (must.length + mustNot.length > 0) return { expected: { kind: 'facts', must, mustNot }, unread };
  if (of('is-refusal').length > 0) return { expected: { kind: 'behaviour', behaviour: 'refuse' }, unread };
  if (unread.length > 0 && of('not-is-refusal').length === 0)
    return { problem: `its checks (${unread.join(', ')}) cannot be read as an expected value` };
  return { unread };
}

const readable = [
  ['equals', 'contains', 'icontains', 'contains-all', 'icontains-all', 'contains-any', 'icontains-any'],
  ['not-contains', 'not-icontains', 'is-refusal', 'not-is-refusal', 'is-json'],
] as const satisfies readonly (readonly string[])[];

function fromEquals(value: Json | undefined): Json {
  if (typeof value === 'string') return bare(value);
  return value !== null && typeof value === 'object' ? { kind: 'json', value } : (value ?? '');
}

/** The checks of an expected value; null where promptfoo has none of its kind. */
export function writeAsserts(expected: Expected): readonly PromptfooAssert[] | null {
  switch (expected.kind) {
    case 'label':
      return [{ type: 'equals', value: raw(expected.label) }];
    case 'text':
      return expected.accept.length === 1
        ? [{ type: 'equals', value: raw(expected.accept[0]) }]
        : [{ type: 'javascript', value: raw(`${canonicalJson(expected.accept)}.includes(output)`) }];
    case 'number':
      return [
        {
          type: 'javascript',
          value: `Math.abs(parseFloat(output) - ${expected.value}) <= ${expected.tolerance}`,
        },
      ];
    case 'json':
      return [{ type: 'equals', value: expected.value }];
    case 'facts':
      return [
        ...(expected.must.length === 0 ? [] : [{ type: 'icontains-all', value: expected.must.map(raw) }]),
        ...expected.mustNot.map((fact) => ({ type: 'not-icontains', value: raw(fact) })),
      ];
    case 'behaviour':
      if (expected.behaviour === 'refuse') return [{ type: 'is-refusal' }];
      return expected.behaviour === 'comply' ? [{ type: 'not-is-refusal' }] : null;
    default:
      return null;
  }
}
