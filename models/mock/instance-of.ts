import type { Json } from '../../core/json.ts';
import type { JsonSchema } from './mock-request.ts';

/** The schema of any JSON object, for requests that want JSON and do not say which. */
export const anyObject: JsonSchema = { type: 'object', properties: { answer: { type: 'string' } } };

/** Beyond this depth a schema that refers to itself gets what ends it soonest. */
const deep = 6;

/**
 * A value that fits a JSON Schema and says `text` wherever a string may be; where one of some values is wanted, the one
 * that the text names, else the first. A text that is a JSON object already is taken as it is.
 * References within the schema, `allOf`, `anyOf`, bounds, lengths and the usual formats are followed; `pattern`, `not`,
 * `uniqueItems`, `dependent…` and `if` are not.
 */
export function instanceOf(schema: JsonSchema, text: string): Json {
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text) as Json; // JSON by its parser
    } catch {
      // it only looked like JSON: it is a text
    }
  }
  return fitting(schema, { root: schema, text: text.trim(), depth: 0 });
}

interface Place {
  readonly root: JsonSchema;
  readonly text: string;
  readonly depth: number;
}

function fitting(written: Json | undefined, outer: Place): Json {
  const place = { ...outer, depth: outer.depth + 1 };
  if (place.depth > 4 * deep) return null;
  const schema = resolved(written, place);
  if ('const' in schema) return schema['const'] ?? null;
  const values = list(schema['enum']);
  if (values.length > 0) return values.find((value) => names(value, place.text)) ?? values[0] ?? null;
  const alternatives = [...list(schema['anyOf']), ...list(schema['oneOf'])];
  if (alternatives.length > 0) {
    const { anyOf, oneOf, ...base } = schema;
    return fitting({ allOf: [base, chosen(alternatives, place)] }, place);
  }
  switch (typeOf(schema)) {
    case 'object':
      return objectOf(schema, place);
    case 'array':
      return arrayOf(schema, place);
    case 'number':
    case 'integer':
      return numberOf(schema, place.text);
    case 'boolean':
      return /\b(?:yes|true)\b/i.test(place.text);
    case 'null':
      return null;
    default:
      return stringOf(schema, place.text);
  }
}

/** The schema that is meant, its references followed and its `allOf` put together. */
function resolved(written: Json | undefined, place: Place): JsonSchema {
  let schema = isSchema(written) ? written : {};
  for (let steps = 0; typeof schema['$ref'] === 'string' && steps < deep; steps++) {
    const { $ref, ...beside } = schema;
    schema = { ...referred(String($ref), place.root), ...beside };
  }
  const parts = list(schema['allOf']).map((part) => resolved(part, place));
  if (parts.length === 0) return schema;
  const { allOf, ...own } = schema;
  return parts.reduce(both, own);
}

/** What two schemas say together; where both bound the same thing, the other one counts. */
function both(one: JsonSchema, other: JsonSchema): JsonSchema {
  const [mine, others] = [one['properties'], other['properties']];
  const properties = isSchema(mine) && isSchema(others) ? { properties: { ...mine, ...others } } : {};
  const required = [...list(one['required']), ...list(other['required'])];
  return { ...one, ...other, ...properties, required };
}

function referred(pointer: string, root: JsonSchema): JsonSchema {
  const steps = pointer.replace(/^#\/?/, '').split('/');
  let at: Json | undefined = root;
  for (const step of steps.filter((name) => name !== '')) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isSchema(at) ? at[name] : undefined;
  }
  return isSchema(at) ? at : {};
}

/** The alternative that lists what the text says, else the first that is not null; where it is deep, null if it may be. */
function chosen(alternatives: readonly Json[], place: Place): Json {
  const read = alternatives.map((alternative) => resolved(alternative, place));
  const isNull = (schema: JsonSchema) => schema['type'] === 'null';
  const listing = read.find((schema) =>
    [...list(schema['enum']), ...('const' in schema ? [schema['const'] ?? null] : [])].some((value) =>
      names(value, place.text),
    ),
  );
  const end = place.depth > deep ? read.find(isNull) : undefined;
  return end ?? listing ?? read.find((schema) => !isNull(schema)) ?? read[0] ?? {};
}

function typeOf(schema: JsonSchema): Json | undefined {
  const type = schema['type'];
  if (Array.isArray(type)) return type.find((one) => one !== 'null') ?? 'null';
  if (type !== undefined) return type;
  if (isSchema(schema['properties'])) return 'object';
  return schema['items'] === undefined ? undefined : 'array';
}

function objectOf(schema: JsonSchema, place: Place): Json {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = list(schema['required']).map(String);
  const wanted = place.depth > deep ? required : [...new Set([...Object.keys(properties), ...required])];
  const rest = schema['additionalProperties'];
  return Object.fromEntries(wanted.map((name) => [name, fitting(properties[name] ?? rest, place)]));
}

function arrayOf(schema: JsonSchema, place: Place): Json {
  const first = list(schema['prefixItems']);
  const least = number(schema['minItems']) ?? (place.depth > deep ? 0 : 1);
  const length = Math.min(number(schema['maxItems']) ?? Infinity, Math.max(least, first.length));
  return Array.from({ length }, (_, at) => fitting(first[at] ?? schema['items'], place));
}

function numberOf(schema: JsonSchema, text: string): Json {
  const said = Number(/-?\d+(?:\.\d+)?/.exec(text)?.[0] ?? 0);
  const step = number(schema['multipleOf']) ?? (schema['type'] === 'integer' ? 1 : null);
  const within = step ?? 1e-3; // how far inside a bound that is not included
  const above = number(schema['exclusiveMinimum']);
  const below = number(schema['exclusiveMaximum']);
  const least = Math.max(number(schema['minimum']) ?? -Infinity, above === null ? -Infinity : above + within);
  const most = Math.min(number(schema['maximum']) ?? Infinity, below === null ? Infinity : below - within);
  const value = Math.min(Math.max(said, least), most);
  if (step === null) return value;
  const under = Math.floor(value / step) * step;
  return under < least ? Math.ceil(value / step) * step : under;
}

const formats = new Map([
  ['date', '2000-01-01'],
  ['date-time', '2000-01-01T00:00:00Z'],
  ['time', '00:00:00Z'],
  ['duration', 'PT1S'],
  ['email', 'someone@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
]);

function stringOf(schema: JsonSchema, text: string): string {
  const formatted = formats.get(String(schema['format'] ?? ''));
  if (formatted !== undefined) return formatted;
  const letters = [...text].slice(0, number(schema['maxLength']) ?? undefined);
  const missing = Math.max(0, (number(schema['minLength']) ?? 0) - letters.length);
  return letters.join('') + '.'.repeat(missing);
}

function names(value: Json, text: string): boolean {
  return String(value).toLowerCase() === text.toLowerCase();
}

function number(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
