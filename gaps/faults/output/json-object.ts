import type { Json } from '../../../core/json.ts';

type JsonObject = { readonly [key: string]: Json };

/** The JSON object that an output consists of, alone or in a code fence; null where it is none. */
export function jsonObject(text: string): JsonObject | null {
  const trimmed = text.trim();
  const fenced = /^```[\w-]*\n([\s\S]*?)\n?```$/.exec(trimmed)?.[1] ?? trimmed;
  try {
    const value: Json = JSON.parse(fenced);
    return isObject(value) ? value : null;
  } catch {
    return null; // no JSON: there is nothing to damage
  }
}

export function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
