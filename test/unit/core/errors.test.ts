import { expect, test } from 'vitest';
import { fault, HeldoutError, messageOf } from '../../../core/errors.ts';

test('fault makes an error of one problem; what is left out is null', () => {
  const cause = new Error('below');
  const error = fault('SUITE_VALUE', 'too large', { hint: 'make it smaller', cause });
  expect(error).toBeInstanceOf(HeldoutError);
  expect(error.cause).toBe(cause);
  expect(error.problems).toEqual([
    { code: 'SUITE_VALUE', message: 'too large', place: null, hint: 'make it smaller' },
  ]);
});

test('the message of an error with several problems has a line for each', () => {
  const [one] = fault('SUITE_VALUE', 'too large').problems;
  const [two] = fault('SUITE_MISSING_KEY', 'not there').problems;
  expect(new HeldoutError([one, two]).message).toBe('SUITE_VALUE: too large\nSUITE_MISSING_KEY: not there');
});

test.each([
  [new Error('why'), 'why'],
  [new TypeError(''), 'TypeError'],
  ['a text', 'a text'],
  [42, 'a thrown number'],
  [undefined, 'a thrown undefined'],
])('messageOf %j: %s', (thrown, message) => {
  expect(messageOf(thrown)).toBe(message);
});
