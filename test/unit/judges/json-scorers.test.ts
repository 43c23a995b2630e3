import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import type { Json } from '../../../core/json.ts';
import { jsonFields } from '../../../judges/scoring/json-fields.ts';
import { jsonSchema } from '../../../judges/scoring/json-schema.ts';
import { everyKind, qa, readingOf, scoreOf, text } from './judge-fixtures.ts';

const json = (value: Json) => ({ kind: 'json', value }) as const;

describe('json-fields', () => {
  const order = { id: 7, customer: { name: 'Ada', city: 'Oslo' }, lines: ['a', 'b'] };

  // F1 = 2·right / (expected + found); `order` has five leaves.
  test.each<[string, Json, number]>([
    ['all of it', order, 1],
    ['keys in another order', { lines: ['a', 'b'], customer: { city: 'Oslo', name: 'Ada' }, id: 7 }, 1],
    ['one wrong value', { ...order, id: 8 }, 8 / 10],
    ['a number as a string', { ...order, id: '7' }, 8 / 10],
    ['one field missing', { customer: order.customer, lines: order.lines }, 8 / 9],
    ['one field too many', { ...order, note: null }, 10 / 11],
    ['list items the other way round', { ...order, lines: ['b', 'a'] }, 6 / 10],
    ['an empty list', { ...order, lines: [] }, 6 / 9],
    ['one field of five', { id: 7 }, 2 / 6],
    ['nothing right', { x: 1 }, 0],
    ['an empty object', {}, 0],
    ['null', null, 0],
  ])('%s', async (_name, answer, value) => {
    expect(await scoreOf(jsonFields, json(order), JSON.stringify(answer))).toBeCloseTo(value, 12);
  });

  test('with `all` a single wrong field makes it 0', async () => {
    const read = async (answer: Json) =>
      (await jsonFields
        .create({ all: true }, { task: qa })
        .score(
          { input: { messages: [{ role: 'user', content: '?' }] }, expected: json(order) },
          { text: JSON.stringify(answer) },
          new AbortController().signal,
        )) as { readonly value: number };
    expect((await read(order)).value).toBe(1);
    expect((await read({ ...order, id: 8 })).value).toBe(0);
  });

  test('the reason names the fields by their path', async () => {
    const answer = JSON.stringify({
      id: 7,
      customer: { name: 'Bob', city: 'Oslo' },
      lines: ['a', 'b'],
      'a/b': 1,
    });
    const { reason } = await readingOf(jsonFields, json(order), answer);
    expect(reason).toBe('wrong or missing: /customer/name; not asked for: /a~1b');
  });

  test.each([
    ['in a code fence', '```json\n{"a":1}\n```', 1],
    ['in a code fence without a language', '```\n{"a":1}\n```', 1],
    ['in a code fence with CRLF', '```json\r\n{"a":1}\r\n```', 1],
    ['with white space around it', '\n  {"a": 1.0}\n', 1],
    ['in a sentence', 'Here it is: {"a":1}', 0],
    ['in a fence in a sentence', 'Here:\n```json\n{"a":1}\n```', 0],
    ['twice', '{"a":1}\n{"a":1}', 0],
    ['with a trailing comma', '{"a":1,}', 0],
    ['cut off', '{"a":1', 0],
    ['nothing', '', 0],
    ['out of range', '{"a":1e999}', 0],
  ])('JSON %s', async (_name, output, value) => {
    expect(await scoreOf(jsonFields, json({ a: 1 }), output)).toBe(value);
  });

  test('bare values', async () => {
    expect(await scoreOf(jsonFields, json(5), '5')).toBe(1);
    expect(await scoreOf(jsonFields, json(5), '6')).toBe(0);
    expect(await scoreOf(jsonFields, json([]), '[]')).toBe(1);
    expect(await scoreOf(jsonFields, json([]), '{}')).toBe(0);
  });

  test('a value is all of itself, and F1 is symmetric', async () => {
    const values = fc.json({ maxDepth: 3 }).map((written) => JSON.parse(written));
    await fc.assert(
      fc.asyncProperty(values, values, async (a, b) => {
        expect(await scoreOf(jsonFields, json(a), JSON.stringify(a))).toBe(1);
        const forth = await scoreOf(jsonFields, json(a), JSON.stringify(b));
        expect(forth).toBe(await scoreOf(jsonFields, json(b), JSON.stringify(a)));
        expect(forth).toBeGreaterThanOrEqual(0);
        expect(forth).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a key that JavaScript gives a meaning is a key; a number beyond all bounds is no JSON', async () => {
    const strange: Json = JSON.parse('[{"__proto__":null}]');
    expect(await scoreOf(jsonFields, json(strange), '[{"__proto__":null}]')).toBe(1);
    expect(await scoreOf(jsonFields, json(strange), '[{}]')).toBe(0);
    expect(await scoreOf(jsonFields, json(1), '1e999')).toBe(0);
  });

  test('expected values: JSON, or a text whose one answer parses as JSON', async () => {
    const scorer = jsonFields.create({}, { task: qa });
    expect(scorer.unreadable(json({}))).toBe(null);
    expect(scorer.unreadable(text('{"a":1}'))).toBe(null);
    expect(scorer.unreadable(text('Oslo'))).toContain('`text`');
    expect(scorer.unreadable(text('{}', '[]'))).toContain('`text`');
    expect(scorer.unreadable(everyKind.number)).toContain('`number`');
    expect(await scoreOf(jsonFields, text('{"a":1}'), '{"a":1}')).toBe(1);
    expect(await scoreOf(jsonFields, text('Oslo'), '"Oslo"')).toBe('unscored');
  });

  test('a long degenerate output is read in no time', async () => {
    const started = performance.now();
    expect(await scoreOf(jsonFields, json(1), `\`\`\`${'\n'.repeat(200_000)}a`)).toBe(0);
    expect(await scoreOf(jsonFields, json(1), '['.repeat(200_000))).toBe(0);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('json-schema', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string', minLength: 1 }, age: { type: 'integer', minimum: 0 } },
    required: ['name'],
    additionalProperties: false,
  };

  test.each([
    ['{"name":"Ada","age":36}', 1],
    ['```json\n{"name":"Ada"}\n```', 1],
    ['{"name":""}', 0],
    ['{"age":36}', 0],
    ['{"name":"Ada","age":-1}', 0],
    ['{"name":"Ada","x":1}', 0],
    ['[]', 0],
    ['Ada', 0],
    ['', 0],
  ])('%s is %d', async (output, value) => {
    expect(await scoreOf(jsonSchema, text('anything'), output, { with: { schema } })).toBe(value);
  });

  test('the reason says where', async () => {
    const { reason } = await readingOf(jsonSchema, text('x'), '{"name":"Ada","age":-1}', {
      with: { schema },
    });
    expect(reason).toBe('/age must be >= 0');
  });

  test('the schema of an extraction task counts where none is given', async () => {
    const task = { kind: 'extraction', instructions: '', outputSchema: schema } as const;
    expect(await scoreOf(jsonSchema, text('x'), '{"name":"Ada"}', { task })).toBe(1);
    expect(await scoreOf(jsonSchema, text('x'), '{}', { task })).toBe(0);
    expect(await scoreOf(jsonSchema, text('x'), '{}', { task, with: { schema: {} } })).toBe(1);
  });

  test('drafts', async () => {
    const tuple = { prefixItems: [{ type: 'string' }] };
    expect(await scoreOf(jsonSchema, text('x'), '[1]', { with: { schema: tuple } })).toBe(0);
    const $schema = 'http://json-schema.org/draft-07/schema#';
    const draft7 = { $schema, items: [{ type: 'string' }] };
    expect(await scoreOf(jsonSchema, text('x'), '[1]', { with: { schema: draft7 } })).toBe(0);
    expect(await scoreOf(jsonSchema, text('x'), '["a"]', { with: { schema: draft7 } })).toBe(1);
  });

  test.each<[string, unknown]>([
    ['no schema', {}],
    ['not a schema', { schema: { type: 'nothing' } }],
    ['an unknown reference', { schema: { $ref: '#/$defs/missing' } }],
  ])('%s is an error that says so', (_name, options) => {
    let thrown: unknown;
    try {
      jsonSchema.create(options, { task: qa });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(HeldoutError);
    expect(thrown).toHaveProperty('message', expect.stringMatching(/^PART_OPTION: .*json-schema/));
  });
});
