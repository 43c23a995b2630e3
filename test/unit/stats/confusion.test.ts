import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classification } from '../../../stats/confusion.ts';

const LABELS = ['refund', 'delivery', 'other'];

test('counts by hand', () => {
  const pairs = [
    { expected: 'refund', answered: 'refund' },
    { expected: 'refund', answered: 'refund' },
    { expected: 'refund', answered: 'delivery' },
    { expected: 'delivery', answered: 'delivery' },
    { expected: 'delivery', answered: null },
  ];
  const result = classification(pairs, LABELS);
  expect(result?.labels).toEqual(LABELS);
  expect(result?.confusion).toEqual([
    [2, 1, 0, 0],
    [0, 1, 0, 1],
    [0, 0, 0, 0],
  ]);
  expect(result?.accuracy).toBeCloseTo(3 / 5, 14);
  // refund: 4/(3 + 2); delivery: 2/(2 + 2); "other" never occurs and does not count.
  expect(result?.macroF1).toBeCloseTo((4 / 5 + 1 / 2) / 2, 14);
});

test('a label that is only ever answered counts with F1 0', () => {
  const result = classification([{ expected: 'refund', answered: 'other' }], LABELS);
  expect(result?.accuracy).toBe(0);
  expect(result?.macroF1).toBe(0);
  const half = classification(
    [
      { expected: 'refund', answered: 'refund' },
      { expected: 'refund', answered: 'other' },
    ],
    LABELS,
  );
  expect(half?.macroF1).toBeCloseTo(2 / 3 / 2, 14);
});

test('answers without a label count against the expected one', () => {
  const result = classification([{ expected: 'other', answered: null }], LABELS);
  expect(result?.confusion[2]).toEqual([0, 0, 0, 1]);
  expect(result?.macroF1).toBe(0);
});

test('knows nothing about no pairs', () => {
  expect(classification([], LABELS)).toBeNull();
});

test('refuses unknown and repeated labels', () => {
  expect(() => classification([{ expected: 'spam', answered: null }], LABELS)).toThrow(RangeError);
  expect(() => classification([{ expected: 'other', answered: 'spam' }], LABELS)).toThrow(RangeError);
  expect(() => classification([{ expected: 'a', answered: null }], ['a', 'a'])).toThrow(RangeError);
});

test('places every pair once, and is perfect exactly when every answer is right', () => {
  const pair = fc.record({
    expected: fc.constantFrom(...LABELS),
    answered: fc.option(fc.constantFrom(...LABELS)),
  });
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 50 }), (pairs) => {
      const result = classification(pairs, LABELS);
      expect(result?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
      const right = pairs.filter(({ expected, answered }) => expected === answered).length;
      expect(result?.accuracy).toBeCloseTo(right / pairs.length, 14);
      expect(result?.macroF1 === 1).toBe(right === pairs.length);
    }),
  );
});
