import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../core/json.ts';
import { instanceOf } from '../../../../models/mock/instance-of.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.constant({ type: 'string' }),
  fc.record({ type: fc.constant('string'), minLength: fc.nat(5), maxLength: fc.integer({ min: 5, max: 9 }) }),
  fc.record({ type: fc.constant('integer'), minimum: fc.integer({ min: -9, max: 9 }) }),
  fc.record({ type: fc.constant('integer'), exclusiveMaximum: fc.integer({ min: -9, max: 9 }) }),
  fc.record({ type: fc.constant('number'), exclusiveMinimum: fc.nat(5), maximum: fc.constant(7) }),
  fc.record({ type: fc.constant('integer'), minimum: fc.nat(5), multipleOf: fc.constantFrom(2, 5) }),
  fc.constantFrom<Json>(
    { type: 'boolean' },
    { type: 'null' },
    { type: ['null', 'string'] },
    { enum: [1, 'delivery', null] },
    { const: 'fixed' },
    { $ref: '#/$defs/tree' },
    {},
  ),
);
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { maxKeys: 3 }).map((properties) => ({
      type: 'object',
      properties: { ...properties },
      required: Object.keys(properties),
      additionalProperties: false,
    })),
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
  ),
}));
const $defs = {
  tree: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      left: { anyOf: [{ $ref: '#/$defs/tree' }, { type: 'null' }] },
      children: { type: 'array', items: { $ref: '#/$defs/tree' } },
    },
    required: ['name', 'left', 'children'],
    additionalProperties: false,
  },
};

describe('instanceOf', () => {
  test('fits the schema, whatever the text, as another validator sees it', () => {
    fc.assert(
      fc.property(schema, fc.oneof(fc.string(), fc.constantFrom('delivery', '3.7', 'no')), (part, text) => {
        fc.pre(!/^\s*\{/.test(text));
        const whole = { type: 'object', properties: { part }, required: ['part'], $defs };
        const validate = ajv.compile(whole);
        expect(validate(instanceOf(whole, text)), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test.each<[string, { readonly [key: string]: Json }, Json]>([
    ['an enum names the reply in any case', { enum: ['other', 'Delivery'] }, 'Delivery'],
    ['and is the first where it does not', { enum: ['a', 'b'] }, 'a'],
    [
      'the alternative that lists the reply',
      { anyOf: [{ enum: ['a'] }, { enum: ['delivery'] }] },
      'delivery',
    ],
    [
      'parts of allOf are put together',
      {
        allOf: [{ type: 'object', properties: { a: { type: 'null' } } }, { properties: { b: { const: 1 } } }],
      },
      { a: null, b: 1 },
    ],
    ['a format', { type: 'string', format: 'date' }, '2000-01-01'],
    ['a tuple', { type: 'array', prefixItems: [{ const: 1 }, { type: 'string' }] }, [1, 'delivery']],
  ])('%s', (_, wanted, value) => {
    expect(instanceOf(wanted, 'delivery')).toEqual(value);
  });

  test('a reply that is a JSON object is taken as it is, even where it does not fit', () => {
    expect(instanceOf({ type: 'object', properties: { a: { type: 'string' } } }, '{"b": 1}')).toEqual({
      b: 1,
    });
  });
});
