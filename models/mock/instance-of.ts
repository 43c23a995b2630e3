import type { Json } from '../../core/json.ts';

type Schema = { readonly [key: string]: Json };

/**
 * A value that fits a JSON Schema and says `text` wherever a string may be; where one of some values is wanted, the one
 * that the text names, else the first. A text that is a JSON object already is taken as it is. Bounds, patterns and
 * references are not looked at.
 */
export function instanceOf(schema: Schema, text: string): Json {
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text) as Json; // JSON by its parser
    } catch {
      // it only looked like JSON: it is a text
    }
  }
  return fitting(schema, text);
}

function fitting(schema: Schema, text: string): Json {
  if ('const' in schema) return schema['const'] ?? null;
  const options = list(schema['enum']);
  if (options.length > 0)
    return options.find((option) => String(option) === text.trim()) ?? options[0] ?? null;
  const alternatives = list(schema['anyOf'] ?? schema['oneOf']);
  const [first] = alternatives;
  if (isSchema(first)) return fitting(first, text);
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'object':
      return isSchema(schema['properties'])
        ? Object.fromEntries(
            Object.entries(schema['properties']).map(([key, part]) => [
              key,
              isSchema(part) ? fitting(part, text) : null,
            ]),
          )
        : {};
    case 'array':
      return isSchema(schema['items']) ? [fitting(schema['items'], text)] : [];
    case 'number':
    case 'integer':
      return Math.trunc(Number(/-?\d+/.exec(text)?.[0] ?? 0));
    case 'boolean':
      return /\b(?:yes|true)\b/i.test(text);
    case 'null':
      return null;
    default:
      return text;
  }
}

function isSchema(value: Json | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
