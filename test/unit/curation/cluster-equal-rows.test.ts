import { expect, test } from 'vitest';
import { clusterEqualRows } from '../../../curation/cluster-equal-rows.ts';
import { realCase } from '../datasets/dataset-fixtures.ts';

test('rows that differ in white space, case or punctuation alone are one piece of evidence', () => {
  const rows = ['Reset my link', ' reset  my link ', 'Reset my link!', 'Reset my links', '1.5 l', '15 l'].map(
    (text) => realCase(text),
  );
  const [first] = rows;
  const clusters = clusterEqualRows(rows).map(({ cluster }) => cluster);
  expect(clusters.slice(0, 3)).toEqual([first?.cluster, first?.cluster, first?.cluster]);
  expect(new Set(clusters).size).toBe(4);
});

test('a declared cluster stays, and takes in what says the same without one', () => {
  const rows = [
    realCase('Hello', { cluster: 'thread-1' }),
    realCase('hello'),
    realCase('HELLO', { cluster: 'thread-2' }),
  ];
  expect(clusterEqualRows(rows).map(({ cluster }) => cluster)).toEqual(['thread-1', 'thread-1', 'thread-2']);
});
