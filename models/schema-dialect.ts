import type { Json } from '../core/json.ts';
import type { ModelName } from '../core/model.ts';

export type JsonSchema = { readonly [key: string]: Json };

/**
 * What a provider takes of JSON Schema. `openai`: strict structured outputs; also sent to other servers of its wire
 * format, since each of them takes a part of JSON Schema that holds this one. `anthropic`: structured outputs.
 * `as-is`: grammars that are made from the whole schema (Ollama, llama.cpp).
 */
export type SchemaDialect = 'openai' | 'anthropic' | 'as-is';

/** The dialect of a model's provider. */
export function dialectOf(model: ModelName): SchemaDialect {
  const scheme = model.slice(0, Math.max(model.indexOf(':'), 0));
  if (scheme === 'openai' || scheme === 'openai-compatible') return 'openai';
  return scheme === 'anthropic' ? 'anthropic' : 'as-is';
}

/** The name under which a value travels that providers take inside an object only. */
export const wrapKey = 'value';

/** Whether the dialect needs {@link wrapKey}: the providers take nothing but a plain object at the root. */
export function needsWrap(schema: JsonSchema, dialect: SchemaDialect): boolean {
  return dialect !== 'as-is' && schema['type'] !== 'object';
}

/**
 * A schema as a provider takes it. Objects are closed; in OpenAI's dialect every property is required, and those that
 * were optional may be null instead. What the provider does not enforce (lengths, bounds, patterns) is told in the
 * description, so validate with the original. A root that is no object is put into one, under `value`.
 * Throws a TypeError for what neither provider takes: objects with keys of any name, tuples, values of any type, `allOf`.
 */
export function toDialect(schema: JsonSchema, dialect: SchemaDialect): JsonSchema {
  if (dialect === 'as-is') return without(schema, ['$schema']);
  const { $defs, ...rest } = without(schema, ['$schema']);
  const root = needsWrap(schema, dialect)
    ? { type: 'object', properties: { [wrapKey]: rest }, required: [wrapKey] }
    : rest;
  const converted = convert(root, dialect, '');
  if (!isSchema($defs)) return converted;
  return { ...converted, $defs: mapped($defs, (item, name) => convert(item, dialect, `$defs/${name}`)) };
}

/**
 * The value without the nulls that stand for left-out properties in OpenAI's dialect: those of properties that the
 * original schema does not require and does not let be null.
 */
export function withoutAddedNulls(value: Json, schema: JsonSchema, root: JsonSchema = schema): Json {
  const plain = resolved(schema, root);
  if (Array.isArray(value)) {
    const items = plain['items'];
    return isSchema(items) ? value.map((item: Json) => withoutAddedNulls(item, items, root)) : value;
  }
  const options = list(plain['anyOf'] ?? plain['oneOf']);
  if (options.length > 0) {
    return options.reduce<Json>((left, option) => withoutAddedNulls(left, option, root), value);
  }
  const properties = plain['properties'];
  if (!isSchema(value) || !isSchema(properties)) return value;
  const required = Array.isArray(plain['required']) ? plain['required'] : [];
  const kept = Object.entries(value).flatMap(([key, item]): readonly (readonly [string, Json])[] => {
    const property = properties[key];
    if (!isSchema(property)) return [[key, item]];
    if (item === null && !required.includes(key) && !takesNull(property, root)) return [];
    return [[key, withoutAddedNulls(item, property, root)]];
  });
  return Object.fromEntries(kept);
}

/** Keywords that both providers read. */
const structural = new Set([
  'type',
  'properties',
  'required',
  'items',
  'anyOf',
  'enum',
  'const',
  'description',
  '$ref',
  'additionalProperties',
]);
/** Keywords that say nothing about what is valid. */
const silent = new Set(['title', '$schema', '$id', 'examples', 'default', 'deprecated', 'readOnly']);

function convert(schema: JsonSchema, dialect: SchemaDialect, at: string): JsonSchema {
  if ('$ref' in schema) return { $ref: schema['$ref'] ?? null };
  const unsaid = unsayable(schema);
  if (unsaid !== null) {
    throw new TypeError(`${at || 'the schema'}: ${unsaid} no form in the schemas that ${dialect} takes`);
  }
  const options = list(schema['anyOf'] ?? schema['oneOf']);
  return {
    ...Object.fromEntries(Object.entries(schema).filter(([key]) => structural.has(key))),
    ...described(schema),
    ...(options.length === 0
      ? {}
      : { anyOf: options.map((option) => convert(option, dialect, `${at}/anyOf`)) }),
    ...(isSchema(schema['items']) ? { items: convert(schema['items'], dialect, `${at}/items`) } : {}),
    ...(mayBeObject(schema) ? closed(schema, dialect, at) : {}),
  };
}

function mayBeObject({ type }: JsonSchema): boolean {
  return type === 'object' || (Array.isArray(type) && type.includes('object'));
}

/** What no strict provider takes, in words; null where there is nothing of the kind. */
function unsayable(schema: JsonSchema): string | null {
  const open = schema['additionalProperties'];
  if (schema['propertyNames'] !== undefined || isSchema(open) || open === true) {
    return 'objects with keys of any name have';
  }
  const keyword = ['allOf', 'not', 'prefixItems', 'if'].find((name) => schema[name] !== undefined);
  if (keyword !== undefined) return `\`${keyword}\` has`;
  const says = ['type', 'anyOf', 'oneOf', 'enum', 'const'].some((name) => schema[name] !== undefined);
  return says ? null : 'a value of any type has';
}

function closed(schema: JsonSchema, dialect: SchemaDialect, at: string): JsonSchema {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const strict = dialect === 'openai';
  return {
    properties: mapped(properties, (property, name) => {
      const converted = convert(property, dialect, `${at}/${name}`);
      return strict && !required.includes(name) ? nullable(converted) : converted;
    }),
    required: strict ? Object.keys(properties) : required,
    additionalProperties: false,
  };
}

function nullable(schema: JsonSchema): JsonSchema {
  const { type, description } = schema;
  if (takesNull(schema, schema)) return schema;
  const simple = typeof type === 'string' && schema['enum'] === undefined && schema['const'] === undefined;
  if (simple) return { ...schema, type: [type, 'null'] };
  const about = description === undefined ? {} : { description };
  return { anyOf: [without(schema, ['description']), { type: 'null' }], ...about };
}

/** The description, with the keywords that are left out: a model that reads them keeps to them more often. */
function described(schema: JsonSchema): JsonSchema {
  const rest = Object.entries(schema).filter(
    ([key]) => !structural.has(key) && !silent.has(key) && key !== 'oneOf' && key !== '$defs',
  );
  if (rest.length === 0) return {};
  const told = rest.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ');
  const description = schema['description'];
  return { description: typeof description === 'string' ? `${description} (${told})` : `(${told})` };
}

function takesNull(schema: JsonSchema, root: JsonSchema): boolean {
  const plain = resolved(schema, root);
  const { type } = plain;
  if (type === 'null' || (Array.isArray(type) && type.includes('null')) || plain['const'] === null)
    return true;
  if (Array.isArray(plain['enum']) && plain['enum'].includes(null)) return true;
  return list(plain['anyOf'] ?? plain['oneOf']).some((option) => takesNull(option, root));
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const ref = schema['$ref'];
  if (ref === '#') return root;
  if (typeof ref !== 'string' || !ref.startsWith('#/$defs/') || !isSchema(root['$defs'])) return schema;
  const target = root['$defs'][ref.slice('#/$defs/'.length)];
  return isSchema(target) ? target : schema;
}

function mapped(schemas: JsonSchema, change: (schema: JsonSchema, name: string) => JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, isSchema(schema) ? change(schema, name) : schema]),
  );
}

function list(value: Json | undefined): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(schema: JsonSchema, keys: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}
