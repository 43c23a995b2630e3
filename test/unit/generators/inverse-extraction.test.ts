import { faker } from '@faker-js/faker/locale/en';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { HeldoutError } from '../../../core/errors.ts';
import type { Json } from '../../../core/json.ts';
import { createRandom } from '../../../core/random.ts';
import type { Proposal } from '../../../core/seams.ts';
import type { Task } from '../../../core/suite.ts';
import { inverseExtraction } from '../../../generators/inverse-extraction.ts';
import { sampleInstance } from '../../../generators/writing/sample-instance.ts';
import { statesAll } from '../../../generators/writing/states-all.ts';
import { type Asked, scriptedWriter } from '../../fixtures/models/scripted-writer.ts';
import { requestFor } from './rule-fixtures.ts';

type Schema = { readonly [key: string]: Json };
const extraction = (outputSchema: Schema | null): Task => ({
  kind: 'extraction',
  instructions: 'Read it.',
  outputSchema,
});
const valueIn = ({ messages }: Asked) => messages.at(-1)?.content.split(/The values:|Write the document/)[1];

async function documents(schema: Schema, write: (asked: Asked) => string, options: object = {}) {
  const task = extraction(schema);
  const writer = scriptedWriter((asked) => ({ document: write(asked) }));
  const request = { ...requestFor({ task, wanted: 5 }), writer };
  const found: Proposal[] = [];
  const generator = inverseExtraction.create(options, { task });
  for await (const one of generator.propose(request, new AbortController().signal)) {
    if (found.push(one) === 5) break;
  }
  return { found, asked: writer.asked };
}
const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof HeldoutError ? error.problems[0] : error;
};

describe('values that a schema describes', () => {
  const schemas: Readonly<Record<string, Schema>> = {
    plain: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 5, maxLength: 12 },
        born: { type: 'string', format: 'date' },
        count: { type: 'integer', minimum: 3, maximum: 9 },
        share: { type: 'number', exclusiveMinimum: 0, maximum: 10 },
        step: { type: 'number', multipleOf: 5, minimum: 10, maximum: 20 },
        kind: { enum: ['a', 'b', null] },
        flag: { type: ['boolean', 'null'] },
        tags: { type: 'array', items: { const: 'x' }, minItems: 1, maxItems: 2 },
      },
      required: ['name', 'count', 'kind', 'tags'],
      additionalProperties: false,
    },
    references: {
      $ref: '#/$defs/order',
      $defs: {
        order: {
          allOf: [
            { $ref: '#/$defs/dated' },
            { type: 'object', properties: { total: { type: 'integer' } }, required: ['total'] },
          ],
        },
        dated: { type: 'object', properties: { day: { type: 'string' } }, required: ['day'] },
      },
    },
    alternatives: { anyOf: [{ type: 'string' }, { type: 'object', properties: { n: { type: 'number' } } }] },
    'a list that may end': {
      type: 'object',
      properties: { id: { type: 'string' }, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
      required: ['id', 'next'],
    },
  };
  for (const [name, schema] of Object.entries(schemas)) {
    test(`${name}: as another validator sees it, and the same for the same seed`, () => {
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
      const draw = (seed: number) => sampleInstance(schema, createRandom(seed), faker);
      let fitting = 0;
      for (let seed = 0; seed < 200; seed++) {
        try {
          expect(validate(draw(seed)), JSON.stringify([draw(seed), validate.errors])).toBe(true);
          expect(draw(seed)).toEqual(draw(seed));
          fitting += 1;
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }
      expect(fitting).toBeGreaterThan(150);
    });
  }

  test('optional fields come and go', () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } };
    const keys = Array.from({ length: 100 }, (_, seed) =>
      Object.keys(Object(sampleInstance(schema, createRandom(seed), faker))).join(),
    );
    expect(new Set(keys)).toEqual(new Set(['a,b', 'a', 'b', '']));
  });
});

test('each document comes with the values that it was written from; one that leaves a value out is passed over', async () => {
  const schema = {
    type: 'object',
    properties: { code: { type: 'string' }, total: { type: 'integer', minimum: 1000, maximum: 9999 } },
    required: ['code', 'total'],
  };
  const whole = await documents(schema, (asked) => `Dear all, ${valueIn(asked)}`);
  expect(whole.found).toHaveLength(5);
  for (const { expected, input, params } of whole.found) {
    if (expected.kind !== 'json') throw new Error(expected.kind);
    expect(statesAll(input.messages[0].content, expected.value)).toBe(true);
    expect(params).toMatchObject({ genre: expect.any(String) });
  }
  const partial = await documents(
    schema,
    (asked) => `Dear all, ${valueIn(asked)?.replace(/\d{4}/, 'a lot')}`,
  );
  expect(partial.found).toEqual([]);
  const loose = await documents(schema, ({ sample }) => `Letter ${sample}`, { verbatim: false });
  expect(loose.found).toHaveLength(5);
});

test('a value is stated with thousands separators too, and whatever the case and the spaces', () => {
  const value = { total: 12500, who: 'Ann  Lee', at: ['Rome'], ok: true, none: null };
  expect(statesAll('ann lee of ROME owes 12,500.', value)).toBe(true);
  expect(statesAll('ann lee of ROME owes 12 500.', value)).toBe(true);
  expect(statesAll('ann lee of Rome owes 1,250.', value)).toBe(false);
  expect(statesAll('ann of Rome owes 12500.', value)).toBe(false);
});

test('a number inside a longer number is not stated', () => {
  expect(statesAll('call 4125007', { total: 12500 })).toBe(false);
  expect(statesAll('it is 12.5 %', { share: 2.5 })).toBe(false);
  expect(statesAll('it is 2.50', { share: 2.5 })).toBe(true);
});

describe('a schema that nothing can be drawn for is told before anything is asked', () => {
  const nothing: Readonly<Record<string, Schema>> = {
    'nothing satisfies it': { type: 'integer', minimum: 5, maximum: 3 },
    'it refers to itself without end': {
      type: 'object',
      properties: { next: { $ref: '#' } },
      required: ['next'],
    },
    'conditions that are not drawn for': { type: 'string', pattern: '^Z{40}$' },
  };
  for (const [name, schema] of Object.entries(nothing)) {
    test(name, async () => {
      const problem = await codeOf(documents(schema, () => 'text'));
      expect(problem).toMatchObject({
        code: 'GENERATOR_INPUT',
        message: expect.stringContaining('outputSchema'),
      });
    });
  }
  test('what is no schema, and a task without one, are refused when the suite is read', () => {
    const create = (schema: Schema | null) => () =>
      inverseExtraction.create({}, { task: extraction(schema) });
    expect(create({ type: 'nonsense' })).toThrow(/no JSON Schema/);
    expect(create({ $ref: '#/$defs/missing' })).toThrow(/no JSON Schema/);
    const circle = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } };
    expect(create(circle)).toThrow(/a reference in it leads to itself/);
    expect(create(null)).toThrow(/there is none/);
  });
});
