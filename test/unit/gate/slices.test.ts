import { describe, expect, test } from 'vitest';
import { slicesOf } from '../../../gate/slices.ts';
import { pair } from './paired-fixtures.ts';

const cases = [
  pair(1, { skill: 'one' }),
  pair(2, { skill: 'one', edgeCase: 'edge', tags: ['red'] }),
  pair(3, { skill: 'two', edgeCase: 'edge', tags: ['red', 'blue', 'other'] }),
  pair(4, { skill: 'two', origin: 'synthetic', tags: ['blue'] }),
];

const idsByName = (tags: readonly string[]) =>
  Object.fromEntries(slicesOf(cases, tags).map((slice) => [slice.name, slice.cases.map((c) => c.caseId)]));

describe('slicesOf', () => {
  test('makes a slice of each skill, edge case and declared tag, for each origin that has cases', () => {
    expect(idsByName(['red', 'blue'])).toEqual({
      'real/one': ['c1', 'c2'],
      'real/one/edge': ['c2'],
      'real/two': ['c3'],
      'real/two/edge': ['c3'],
      'real/#red': ['c2', 'c3'],
      'real/#blue': ['c3'],
      'synthetic/two': ['c4'],
      'synthetic/#blue': ['c4'],
    });
  });

  test('a case lies in every slice that it answers to: slices overlap', () => {
    const names = slicesOf(cases, ['red', 'blue'])
      .filter((slice) => slice.cases.some((item) => item.caseId === 'c3'))
      .map((slice) => slice.name);
    expect(names.toSorted()).toEqual(['real/#blue', 'real/#red', 'real/two', 'real/two/edge']);
  });

  test('the same edge case of two skills is two slices', () => {
    const edges = slicesOf(cases, []).filter((slice) => slice.edgeCase === 'edge');
    expect(edges.map(({ name, skill }) => [name, skill])).toEqual([
      ['real/one/edge', 'one'],
      ['real/two/edge', 'two'],
    ]);
  });

  test('tags that are not declared, and declared tags without cases, are no slices', () => {
    expect(slicesOf(cases, ['absent']).filter((slice) => slice.tag !== null)).toEqual([]);
    expect(Object.keys(idsByName([]))).not.toContain('real/#other');
  });

  test('a tag called like a skill is another slice than the skill', () => {
    const tagged = [pair(1, { skill: 'one', tags: ['one'] }), pair(2, { skill: 'one' })];
    expect(slicesOf(tagged, ['one']).map(({ name, tag, cases: own }) => [name, tag, own.length])).toEqual([
      ['real/one', null, 2],
      ['real/#one', 'one', 1],
    ]);
  });

  test('cases without a score stay in their slices: they are missing there too', () => {
    const [skill] = slicesOf([pair(1, { candidate: null }), pair(2)], []);
    expect(skill?.cases).toHaveLength(2);
  });

  test('no cases have no slices', () => {
    expect(slicesOf([], ['red'])).toEqual([]);
  });
});
