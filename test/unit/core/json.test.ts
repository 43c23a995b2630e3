import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../../core/json.ts';

const anyJson = fc.jsonValue();

describe('canonicalJson', () => {
  test.each<[Json, string]>([
    [null, 'null'],
    [true, 'true'],
    [-0, '0'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
    ['a"\n🙂', '"a\\"\\n🙂"'],
    [[], '[]'],
    [[2, [1]], '[2,[1]]'],
    [{}, '{}'],
    [{ b: 1, a: { d: [], c: null } }, '{"a":{"c":null,"d":[]},"b":1}'],
    [{ B: 1, a: 2, 10: 3, 9: 4, '': 5 }, '{"":5,"10":3,"9":4,"B":1,"a":2}'],
  ])('%j is written %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('a key without a value is left out', () => {
    const value = { a: 1, b: undefined };
    expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe('{"a":1}');
    // The type does not allow it, callers that build objects by hand do.
    expect(canonicalJson(value as unknown as Json)).toBe('{"a":1}');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d has no JSON form, at any depth', (number) => {
    expect(() => canonicalJson(number)).toThrow(TypeError);
    expect(() => canonicalJson({ a: [number] })).toThrow(TypeError);
  });

  test('reads back as the same value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('the order in which keys were added does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.string(), anyJson), { selector: ([key]) => key }), (entries) => {
        const one = Object.fromEntries(entries);
        const other = Object.fromEntries([...entries].reverse());
        expect(canonicalJson(one as Json)).toBe(canonicalJson(other as Json));
      }),
    );
  });
});
