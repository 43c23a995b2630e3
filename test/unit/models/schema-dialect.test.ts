import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Json } from '../../../core/json.ts';
import { dialectOf, type JsonSchema, toDialect, withoutAddedNulls } from '../../../models/schema-dialect.ts';

function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
}

const judged = z.object({
  label: z.enum(['spam', 'ham']).describe('The queue'),
  score: z.number().min(0).max(1),
  note: z.string().max(80).optional(),
  parent: z.object({ id: z.string().optional() }).optional(),
  tags: z.array(z.string().min(2)).optional(),
  kind: z.enum(['a', 'b']).optional(),
  maybe: z.string().nullable().optional(),
});

describe('dialectOf', () => {
  test.each([
    ['openai:gpt-5-mini', 'openai'],
    ['openai-compatible:m@http://h/v1', 'openai'],
    ['anthropic:claude-sonnet-5', 'anthropic'],
    ['ollama:qwen3:8b', 'as-is'],
    ['llama-cpp:m.gguf', 'as-is'],
    ['scripted:x', 'as-is'],
  ])('%s: %s', (model, dialect) => {
    expect(dialectOf(model)).toBe(dialect);
  });
});

describe('toDialect', () => {
  test('openai: closed, all required, optional ones may be null, what is not enforced is told', () => {
    expect(toDialect(schemaOf(judged), 'openai')).toEqual({
      type: 'object',
      properties: {
        label: { type: 'string', enum: ['spam', 'ham'], description: 'The queue' },
        score: { type: 'number', description: '(minimum: 0, maximum: 1)' },
        note: { type: ['string', 'null'], description: '(maxLength: 80)' },
        parent: {
          type: ['object', 'null'],
          properties: { id: { type: ['string', 'null'] } },
          required: ['id'],
          additionalProperties: false,
        },
        tags: { type: ['array', 'null'], items: { type: 'string', description: '(minLength: 2)' } },
        kind: { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] },
        maybe: { type: ['string', 'null'] },
      },
      required: ['label', 'score', 'note', 'parent', 'tags', 'kind', 'maybe'],
      additionalProperties: false,
    });
  });

  test('anthropic: closed, optional stays optional', () => {
    const schema = toDialect(schemaOf(judged), 'anthropic');
    expect(schema).toMatchObject({
      properties: {
        note: { type: 'string', description: '(maxLength: 80)' },
        kind: { type: 'string', enum: ['a', 'b'] },
      },
      required: ['label', 'score'],
      additionalProperties: false,
    });
  });

  test('objects that may be null are closed as well', () => {
    const schema = z.object({ o: z.object({ a: z.string().optional() }).nullable() });
    const validate = new Ajv2020({ strict: false }).compile(toDialect(schemaOf(schema), 'openai'));
    expect([{ o: null }, { o: { a: null } }].map((value) => validate(value))).toEqual([true, true]);
    expect([{ o: {} }, { o: { a: 'x', b: 1 } }].map((value) => validate(value))).toEqual([false, false]);
    expect(withoutAddedNulls({ o: { a: null } }, schemaOf(schema))).toEqual({ o: {} });
  });

  test('as-is: the schema itself', () => {
    const { $schema, ...rest } = schemaOf(judged);
    expect($schema).toBeDefined();
    expect(toDialect(schemaOf(judged), 'as-is')).toEqual(rest);
  });

  test('a root that is no object is put into one', () => {
    expect(toDialect(schemaOf(z.array(z.string())), 'openai')).toEqual({
      type: 'object',
      properties: { value: { type: 'array', items: { type: 'string' } } },
      required: ['value'],
      additionalProperties: false,
    });
    expect(toDialect(schemaOf(z.array(z.string())), 'as-is')).toEqual({
      type: 'array',
      items: { type: 'string' },
    });
  });

  test('references are kept and their targets converted', () => {
    const tree = z.object({
      name: z.string(),
      get children() {
        return z.array(tree).optional();
      },
    });
    const schema = toDialect(schemaOf(z.object({ root: tree })), 'openai');
    const ajv = new Ajv2020({ strict: false });
    const validate = ajv.compile(schema);
    expect(validate({ root: { name: 'a', children: [{ name: 'b', children: null }] } })).toBe(true);
    expect(validate({ root: { name: 'a', children: [{ name: 'b', more: 1, children: null }] } })).toBe(false);
  });

  test.each([
    ['z.record', z.object({ m: z.record(z.string(), z.number()) })],
    ['z.tuple', z.object({ t: z.tuple([z.string(), z.number()]) })],
    ['z.any', z.object({ a: z.any() })],
    ['z.looseObject', z.looseObject({ a: z.string() })],
    ['an intersection', z.object({ i: z.intersection(z.object({ a: z.string() }), z.string()) })],
  ])('%s has no strict form', (_, schema) => {
    expect(() => toDialect(schemaOf(schema), 'openai')).toThrow(TypeError);
    expect(() => toDialect(schemaOf(schema), 'as-is')).not.toThrow();
  });
});

describe('a value that fits the strict schema fits the original without the added nulls', () => {
  const values: readonly Json[] = [
    { label: 'spam', score: 0.5, note: null, parent: null, tags: null, kind: null, maybe: null },
    { label: 'ham', score: 1, note: 'n', parent: { id: null }, tags: ['xx'], kind: 'a', maybe: 'm' },
  ];
  test.each(values)('%j', (value) => {
    const original = schemaOf(judged);
    const validate = new Ajv2020({ strict: false }).compile(toDialect(original, 'openai'));
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(judged.safeParse(value).success).toBe(false);
    expect(judged.parse(withoutAddedNulls(value, original))).toBeDefined();
  });

  test('a null that the original takes is kept, in lists, unions and references as well', () => {
    const item = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), x: z.string().optional() }),
      z.object({ kind: z.literal('b'), y: z.string().nullable() }),
    ]);
    const original = schemaOf(z.object({ items: z.array(item), maybe: z.string().nullable().optional() }));
    const value = {
      items: [
        { kind: 'a', x: null },
        { kind: 'b', y: null },
      ],
      maybe: null,
    };
    expect(withoutAddedNulls(value, original)).toEqual({
      items: [{ kind: 'a' }, { kind: 'b', y: null }],
      maybe: null,
    });
  });
});
