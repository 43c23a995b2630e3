import type { Expected } from '../../core/case.ts';
import { canonicalJson, type Json } from '../../core/json.ts';

/** The JSON of an output: the whole text, or the one code fence that it consists of. Null where it does not parse. */
export function jsonAnswer(text: string): { readonly value: Json } | null {
  const trimmed = text.trim();
  const fenced = /^```[\w-]*[^\S\n]*\n([\s\S]*?)\n?```$/.exec(trimmed)?.[1];
  try {
    const value: Json = JSON.parse(fenced ?? trimmed);
    canonicalJson(value); // refuses 1e999, which JSON.parse reads as a number that JSON cannot hold
    return { value };
  } catch {
    return null; // not JSON: the caller says so, in its own words
  }
}

/** The JSON that is expected: of kind `json`, or a text whose one answer parses as JSON. */
export function expectedJson(expected: Expected): { readonly value: Json } | null {
  if (expected.kind === 'json') return { value: expected.value };
  return expected.kind === 'text' && expected.accept.length === 1 ? jsonAnswer(expected.accept[0]) : null;
}
