import type { Json } from '../core/json.ts';

/** Where models put text around JSON there are few pieces of it; this keeps a page of brackets from taking long. */
const mostStarts = 200;

/**
 * The JSON values in a reply, best guess first: the whole text, what code fences hold, and every object or list that
 * stands in the prose, from the first. Nothing is mended: what is no JSON is left out.
 */
export function* jsonInReply(text: string): Generator<Json> {
  const whole = parsed(text.trim().replace(/^\uFEFF/, ''));
  if (whole !== undefined) {
    yield whole;
    return;
  }
  for (const [, inside = ''] of text.matchAll(/```[\w-]*\s*\n(.*?)```/gs)) {
    const value = parsed(inside);
    if (value !== undefined) yield value;
  }
  const starts = /[[{]/g;
  for (let count = 0; count < mostStarts; count++) {
    const start = starts.exec(text);
    if (start === null) return;
    const end = endOfValue(text, start.index);
    const value = end === null ? undefined : parsed(text.slice(start.index, end));
    if (value === undefined || end === null) continue;
    yield value;
    starts.lastIndex = end;
  }
}

/** The JSON value that a reply consists of, with one code fence around all of it or none; nothing where it holds more. */
export function wholeReply(text: string): readonly Json[] {
  const [, inside = text] = /^\s*```(?:json)?[^\S\n]*\n(.*)\n\s*```\s*$/s.exec(text) ?? [];
  const value = parsed(inside.trim().replace(/^\uFEFF/, ''));
  return value === undefined ? [] : [value];
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the next guess may do
  }
}

/** Where the bracket at `start` is closed, brackets in strings left out; null where it is not. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
