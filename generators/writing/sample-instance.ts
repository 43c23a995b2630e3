import type { Faker } from '@faker-js/faker';
import type { Json } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';

type Schema = { readonly [key: string]: Json };

/** Nested deeper than this a schema is taken to refer to itself without end. */
const deepest = 8;
/** Optional fields are left out now and then: a missing field is what extraction gets wrong. */
const optionalShare = 0.75;

/**
 * A value that a JSON Schema describes, drawn by rules: types, enums, const, bounds, optional fields, arrays, `$ref` within
 * the schema, `anyOf`, `oneOf`, `allOf`. Strings are such as their key suggests (a name, a city, a date), made by
 * faker. Patterns and conditions are not looked at: hold the value to the schema. Throws a RangeError for a schema that
 * refers to itself without end, and for a reference that leads nowhere.
 */
export function sampleInstance(schema: Schema, random: Random, faker: Faker): Json {
  faker.seed(random.integer(0, 0x7fffffff));
  return draw(schema, { root: schema, random, faker }, '', 0);
}

interface Draw {
  readonly root: Schema;
  readonly random: Random;
  readonly faker: Faker;
}

function draw(written: Schema, context: Draw, key: string, depth: number): Json {
  if (depth > deepest) throw new RangeError('the schema refers to itself without end');
  const schema = resolved(written, context.root);
  const { random } = context;
  if (schema['const'] !== undefined) return schema['const'];
  const options = list(schema['enum']);
  if (options.length > 0) return random.pick(options);
  const alternatives = list(schema['anyOf'] ?? schema['oneOf']).filter(isSchema);
  if (alternatives.length > 0) return draw(random.pick(alternatives), context, key, depth + 1);
  const types = list(schema['type']);
  const type =
    types.length > 0 ? random.pick(types) : (schema['type'] ?? (schema['properties'] ? 'object' : 'string'));
  switch (type) {
    case 'object':
      return drawObject(schema, context, depth);
    case 'array':
      return drawArray(schema, context, key, depth);
    case 'integer':
    case 'number':
      return drawNumber(schema, type, random);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return drawText(schema, key, context);
  }
}

function drawObject(schema: Schema, context: Draw, depth: number): Json {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = list(schema['required']);
  const entries = Object.entries(properties).flatMap(([key, part]): [string, Json][] => {
    const isKept = required.includes(key) || context.random.chance(optionalShare);
    return isKept && isSchema(part) ? [[key, draw(part, context, key, depth + 1)]] : [];
  });
  return Object.fromEntries(entries);
}

function drawArray(schema: Schema, context: Draw, key: string, depth: number): Json {
  const least = number(schema['minItems']) ?? 0;
  const most = Math.min(number(schema['maxItems']) ?? least + 3, least + 3);
  const items = isSchema(schema['items']) ? schema['items'] : { type: 'string' };
  const length = context.random.integer(least, Math.max(least, most));
  return Array.from({ length }, () => draw(items, context, key.replace(/s$/, ''), depth + 1));
}

function drawNumber(schema: Schema, type: 'integer' | 'number', random: Random): number {
  const least = number(schema['minimum']) ?? (number(schema['exclusiveMinimum']) ?? 0) + 1;
  const most = number(schema['maximum']) ?? (number(schema['exclusiveMaximum']) ?? least + 1000) - 1;
  const step = number(schema['multipleOf']);
  if (step !== null)
    return (
      step *
      random.integer(Math.ceil(least / step), Math.max(Math.ceil(least / step), Math.floor(most / step)))
    );
  if (type === 'integer')
    return random.integer(Math.ceil(least), Math.max(Math.ceil(least), Math.floor(most)));
  return Math.round((least + random.next() * Math.max(0, most - least)) * 100) / 100;
}

/** By what a key is called; the first that fits. */
const kinds: readonly (readonly [RegExp, (faker: Faker) => string])[] = [
  [
    /date|day|until|since|due/i,
    (faker) => faker.date.between({ from: '2024-01-01', to: '2026-12-31' }).toISOString().slice(0, 10),
  ],
  [/e-?mail/i, (faker) => faker.internet.email({ provider: 'example.com' }).toLowerCase()],
  [/phone|mobile|fax/i, (faker) => faker.phone.number({ style: 'international' })],
  [/company|vendor|supplier|seller|employer|organi[sz]ation|customer/i, (faker) => faker.company.name()],
  [/street|address/i, (faker) => faker.location.streetAddress()],
  [/city|town|place/i, (faker) => faker.location.city()],
  [/country/i, (faker) => faker.location.country()],
  [/zip|post(?:al)?_?code/i, (faker) => faker.location.zipCode('#####')],
  [/currency/i, (faker) => faker.finance.currencyCode()],
  [
    /number|(?:^|_)(?:id|no|nr|ref)$|reference|code|sku/i,
    (faker) => faker.string.alphanumeric({ length: 8, casing: 'upper' }),
  ],
  [/item|product|article|description|title/i, (faker) => faker.commerce.productName()],
  [/name|person|contact|author|sender|receiver/i, (faker) => faker.person.fullName()],
];

function drawText(schema: Schema, key: string, { random, faker }: Draw): string {
  const format = String(schema['format'] ?? '');
  const made = kinds.find(([pattern]) =>
    pattern.test(format === 'date' || format === 'email' ? format : key),
  );
  const text = made === undefined ? faker.word.words(random.integer(1, 3)) : made[1](faker);
  const most = number(schema['maxLength']);
  const least = number(schema['minLength']) ?? 0;
  return (most === null ? text : text.slice(0, most)).padEnd(least, 'x');
}

function resolved(schema: Schema, root: Schema, seen = 0): Schema {
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    if (seen > deepest) throw new RangeError(`the reference ${ref} leads to itself`);
    const found = ref
      .replace(/^#\/?/, '')
      .split('/')
      .filter((part) => part !== '')
      .reduce<Json | undefined>((at, part) => (isSchema(at) ? at[part] : undefined), root);
    if (!ref.startsWith('#') || !isSchema(found)) throw new RangeError(`the reference ${ref} leads nowhere`);
    return resolved(found, root, seen + 1);
  }
  const parts = list(schema['allOf']).filter(isSchema);
  if (parts.length === 0) return schema;
  const all = [schema, ...parts.map((part) => resolved(part, root, seen + 1))];
  const properties = Object.assign(
    {},
    ...all.map((part) => (isSchema(part['properties']) ? part['properties'] : {})),
  );
  const required = [...new Set(all.flatMap((part) => list(part['required'])))];
  const { allOf: _, ...merged } = Object.assign({}, ...all);
  return {
    ...merged,
    ...(Object.keys(properties).length === 0 ? {} : { type: 'object', properties, required }),
  };
}

function isSchema(value: Json | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function number(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
