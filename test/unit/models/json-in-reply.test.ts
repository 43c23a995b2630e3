import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonInReply } from '../../../models/json-in-reply.ts';

const found = (text: string) => [...jsonInReply(text)];

describe('jsonInReply', () => {
  test.each([
    ['{"a":1}', [{ a: 1 }]],
    ['  \n{"a":1}\n\n\n', [{ a: 1 }]],
    ['\uFEFF{"a":1}', [{ a: 1 }]],
    ['"spam"', ['spam']],
    ['```json\n{"a":1}\n```', [{ a: 1 }]],
    ['Sure! Here it is: {"a":{"b":[1,2]}} Anything else?', [{ a: { b: [1, 2] } }]],
    ['I used {braces} first: {"a":"}{"}', [{ a: '}{' }]],
    ['[1] says {"a":1}', [[1], { a: 1 }]],
    ['{"a":"\\"}"} and more', [{ a: '"}' }]],
    ['{"a":1', []],
    ["{'a':1}", []],
    ['no JSON', []],
    ['', []],
  ])('%j', (text, values) => {
    const unique = [...new Set(found(text).map((value) => JSON.stringify(value)))].map((value) =>
      JSON.parse(value),
    );
    expect(unique).toEqual(values);
  });

  test('any object is found, bare, fenced or in prose', () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue());
    const prose = fc.string().filter((text) => !/[[\]{}"`]/.test(text));
    fc.assert(
      fc.property(objects, prose, prose, fc.boolean(), (object, before, after, pretty) => {
        const json = JSON.stringify(object, null, pretty ? 2 : undefined);
        const value: unknown = JSON.parse(json);
        expect(found(json)[0]).toEqual(value);
        expect(found(`${before}:\n\`\`\`json\n${json}\n\`\`\`\n${after}`)).toContainEqual(value);
        expect(found(`x ${before}${json}${after}`)[0]).toEqual(value);
      }),
    );
  });

  test('a page of brackets takes no time', () => {
    const start = performance.now();
    expect(found('['.repeat(100_000))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
