import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HeldoutError } from '../../../core/errors.ts';
import { canonicalJson } from '../../../core/json.ts';
import { boundary } from '../../../generators/boundary.ts';
import { grammar } from '../../../generators/grammar.ts';
import { simulator } from '../../../generators/simulator.ts';
import { template } from '../../../generators/template.ts';
import { proposals } from './rule-fixtures.ts';

const right = new Map<string, unknown>([
  [
    'template',
    {
      templates: [
        { id: 'a', text: '{{ city }} {{ n }}', expected: { kind: 'number', value: '{{ n }}' }, tags: ['t'] },
        { messages: [{ role: 'user', content: '{{ city.land }}' }], expected: '{{ city }}' },
      ],
      lexicons: { city: [{ value: 'Oslo', land: 'Norway' }], plain: ['x', 2] },
      samplers: {
        n: { use: 'unit', with: { quantity: 'mass', min: 1, max: 2, digits: 1, units: ['kg'] } },
        m: { use: 'money', with: { min: 1, max: 2, currency: 'EUR' } },
        d: { use: 'date', with: { from: '2024-01-01', to: '2024-02-01', format: '%Y' } },
        c: { use: 'choice', with: { of: ['a', { value: 1 }], weights: [1, 2] } },
        l: { use: 'luhn', with: { digits: 16, prefix: '4' } },
        i: { use: 'integer', with: { min: 1, max: 9, step: 2 } },
      },
      design: 'full',
    },
  ],
  [
    'boundary',
    {
      templates: [{ text: '{{ a }}{{ b }}{{ c }}{{ d }}', expected: '{{ valid }}' }],
      fields: {
        a: { type: 'integer', min: 0, max: 9, step: 3, nominal: 3 },
        b: { type: 'number', min: 0, max: 9, step: 0.5, nominal: 3 },
        c: { type: 'date', min: '2024-01-01', max: '2024-02-01', nominal: '2024-01-05' },
        d: { type: 'text', minLength: 1, maxLength: 9, nominal: 'abc', trim: false },
      },
    },
  ],
  [
    'grammar',
    {
      start: 'S',
      rules: { S: ['a {B}', { text: 'c', weight: 2, set: { label: 'x' }, id: 'id' }], B: ['b', '{B}'] },
      expected: '{{ label }}',
      defaults: { label: 'y' },
      maxDepth: 5,
    },
  ],
  [
    'simulator',
    {
      scenarios: [
        {
          id: 's',
          sample: { k: { use: 'integer', with: { min: 1, max: 2 } } },
          state: { n: '{{ k }}' },
          steps: [1, 2],
          events: [
            {
              id: 'e',
              weight: 1,
              when: 'n > 0',
              sample: {},
              set: { n: 'n | plus: k' },
              say: '{{ before.n }}',
            },
          ],
          open: 'o',
          ask: '{{ n }}?',
          expected: { kind: 'json', value: ['{{ n }}'] },
        },
      ],
    },
  ],
]);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (value === null || typeof value !== 'object') return [path];
  const keys: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value);
  if (copy !== null && typeof copy === 'object')
    Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, by));
  return copy;
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    0,
    -1,
    1e308,
    -1e308,
    1e-300,
    0.1,
    '',
    ' ',
    '{{',
    '{% if %}',
    '{{ a b }}',
    '{{ x.y }}',
    '__proto__',
    'constructor',
    '{S}',
    '9999-12-31',
  ),
);

describe.each([template, boundary, grammar, simulator])('options of $name', (part) => {
  test('are right here, and whatever stands in their place is told in words', () => {
    const options = right.get(part.name);
    expect(part.options.safeParse(options).success).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(options)), anything, (path, by) => {
        const { error } = part.options.safeParse(replaced(options, path, by));
        for (const { message } of error?.issues ?? []) expect(message).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  test('that pass make cases, or a fault that people can mend', async () => {
    const options = right.get(part.name);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(options)), anything, async (path, by) => {
        const changed = replaced(options, path, by);
        if (!part.options.safeParse(changed).success) return;
        try {
          const found = await proposals(part, changed, { count: 5 });
          expect(found.length).toBeGreaterThan(0);
          expect(() => canonicalJson(found.map(({ params }) => params))).not.toThrow();
        } catch (error) {
          expect(error).toBeInstanceOf(HeldoutError);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('have a JSON Schema', () => {
    const schema = z.toJSONSchema(part.options, { io: 'input' });
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toContain(
      { template: 'templates', boundary: 'fields', grammar: 'rules', simulator: 'scenarios' }[part.name],
    );
  });
});
