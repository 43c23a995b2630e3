/** A value that JSON can hold: what is stored, hashed and sent. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON text with object keys in the order of their UTF-16 code units (as RFC 8785) and no white space, so that equal values give equal text.
 * Keys whose value is `undefined` are left out, as JSON.stringify does.
 * Throws a TypeError for numbers that JSON cannot hold (NaN, Infinity).
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  // Every id and record goes through here: texts are put together without lists in between.
  let text = '';
  if (isList(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonicalJson(item)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

/** Array.isArray, which does not tell a list that may not be changed from an object. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The texts and numbers that stand in a value, however deep. */
export function leavesOf(value: Json): readonly (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [];
}

/** True where a text of the value, however deep, is one that a check finds. */
export function someText(value: Json, check: (text: string) => boolean): boolean {
  if (typeof value === 'string') return check(value);
  return (
    value !== null && typeof value === 'object' && Object.values(value).some((item) => someText(item, check))
  );
}

/** True where a text of the value holds half of a surrogate pair: JavaScript can hold it, and no UTF-8 can. */
export function hasHalfPair(value: Json): boolean {
  return someText(value, (text) => /\p{Surrogate}/u.test(text));
}

/** No data has so many lists and objects within each other; what reads them would run out of stack at some thousands. */
export const deepestJson = 500;

/** True where lists and objects lie within each other on more levels than any data has: nothing may look into it. */
export function isTooDeep(value: unknown, levels: number = deepestJson): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some((item) => isTooDeep(item, levels - 1));
}
