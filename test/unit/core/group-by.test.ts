import { expect, test } from 'vitest';
import { groupBy } from '../../../core/group-by.ts';

test('keeps the order of keys and of the items under each', () => {
  const groups = groupBy(['bee', 'ant', 'bat', 'asp'], (word) => word.charAt(0));
  expect([...groups]).toEqual([
    ['b', ['bee', 'bat']],
    ['a', ['ant', 'asp']],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
