import { expect, test } from 'vitest';
import type { Expected } from '../../../core/case.ts';
import { facts } from '../../../judges/scoring/facts.ts';

const task = { kind: 'free-form', instructions: '' } as const;
const input = { messages: [{ role: 'user', content: '?' }] } as const;
const expected: Expected = {
  kind: 'facts',
  must: ['the fee is 5 euros', 'it is paid on Monday', 'Anna collects it', 'cash only', 'a receipt is given'],
  mustNot: ['the fee may be waived'],
};
const read = (text: string, options: unknown = {}) =>
  facts.create(options, { task }).score({ input, expected }, { text }, new AbortController().signal);
const four = 'The fee is 5 euros, paid on Monday. Anna collects it. Cash only.';

test('four of five facts are enough, three are not; the reason names what is missing', async () => {
  expect(await read(four)).toMatchObject({ value: 1, reason: expect.stringContaining('4 of 5') });
  const three = await read('The fee is 5 euros, paid on Monday. Anna collects it.');
  expect(three).toMatchObject({
    value: 0,
    reason: '3 of 5 facts; missing: "cash only", "a receipt is given"',
  });
  expect(await read(four, { minRecall: 1 })).toMatchObject({ value: 0 });
});

test('a forbidden fact makes it wrong, a denial of it does not', async () => {
  expect(await read(`${four} The fee may be waived.`)).toMatchObject({
    value: 0,
    reason: expect.stringContaining('must not'),
  });
  expect(await read(`${four} The fee may not be waived.`)).toMatchObject({ value: 1 });
});

test('an output that is longer than allowed is wrong, and says so', async () => {
  expect(await read(four, { maxWords: 5 })).toMatchObject({
    value: 0,
    reason: '13 words, and 5 are allowed',
  });
  expect(await read(four, { maxWords: 13 })).toMatchObject({ value: 1 });
});
