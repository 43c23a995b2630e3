import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Split } from '../../../core/case.ts';
import { inheritedSplit, LineageGraph, type LineageItem } from '../../../curation/lineage-graph.ts';
import { item } from './lineage-fixtures.ts';

const relative = (id: string, ...items: readonly LineageItem[]) =>
  new LineageGraph(items).protectedRelative(id);

describe('who keeps a case out of training', () => {
  test('nobody, where its whole line is of the training side', () => {
    const line = [
      item('a', 'train'),
      item('b', 'train', { parents: ['a'] }),
      item('c', 'train', { parents: ['b'] }),
    ];
    for (const { id } of line) expect(relative(id, ...line, item('h', 'heldout'))).toBeNull();
  });

  test('itself, whatever protected split it lies in', () => {
    expect(relative('h', item('h', 'heldout'))).toEqual({ relation: 'itself', id: 'h' });
    expect(relative('p', item('p', 'probe'))).toEqual({ relation: 'itself', id: 'p' });
  });

  test('an ancestor, however far, also where the item calls itself training', () => {
    const line = [
      item('h', 'heldout'),
      item('b', 'train', { parents: ['h'] }),
      item('c', 'train', { parents: ['b'] }),
    ];
    expect(relative('c', ...line)).toEqual({ relation: 'ancestor', id: 'h' });
    expect(new LineageGraph(line).splitOf('c')).toBe('heldout');
  });

  test('one held-out parent among several is enough', () => {
    const mixed = item('m', 'train', { parents: ['a', 'h'] });
    expect(relative('m', item('a', 'train'), item('h', 'heldout'), mixed)).toEqual({
      relation: 'ancestor',
      id: 'h',
    });
  });

  test('a descendant: what a held-out case was made of is no training material', () => {
    const line = [
      item('a', 'train'),
      item('b', 'train', { parents: ['a'] }),
      item('c', 'heldout', { parents: ['b'] }),
    ];
    expect(relative('a', ...line)).toEqual({ relation: 'descendant', id: 'c' });
  });

  test('a sibling that is protected by its other parent', () => {
    const items = [
      item('a', 'train'),
      item('h', 'heldout'),
      item('x', 'train', { parents: ['a', 'h'] }),
      item('y', 'train', { parents: ['a'] }),
    ];
    expect(relative('y', ...items)).toEqual({ relation: 'sibling', id: 'x' });
  });

  test('a member of its cluster', () => {
    const mate = item('h', 'heldout', { cluster: 'thread' });
    expect(relative('a', item('a', 'train', { cluster: 'thread' }), mate)).toEqual({
      relation: 'cluster-mate',
      id: 'h',
    });
  });

  test('a parent that nobody knows', () => {
    expect(relative('a', item('a', 'train', { parents: ['gone'] }))).toEqual({
      relation: 'unknown parent',
      id: 'gone',
    });
  });

  test('the same text on both sides is protected', () => {
    expect(relative('a', item('a', 'train'), item('a', 'heldout'))).toEqual({ relation: 'itself', id: 'a' });
    expect(relative('a', item('a', 'heldout'), item('a', 'train'))).toEqual({ relation: 'itself', id: 'a' });
  });

  test('a circle of parents ends', () => {
    const circle = [item('a', 'train', { parents: ['b'] }), item('b', 'train', { parents: ['a'] })];
    expect(relative('a', ...circle)).toBeNull();
  });

  test('an id that is not in the graph is a fault of the caller', () => {
    expect(() => relative('x')).toThrow(RangeError);
    expect(new LineageGraph([]).splitOf('x')).toBeNull();
  });
});

/** Random forests: each item has parents among the ones before it. */
const forests = fc
  .array(
    fc.record({
      split: fc.constantFrom<Split>('train', 'heldout'),
      parents: fc.array(fc.nat(20), { maxLength: 2 }),
      cluster: fc.nat(6),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((drawn) =>
    drawn.map(({ split, parents, cluster }, index) =>
      item(String(index), split, {
        parents: [...new Set(parents.filter((at) => at < index).map(String))],
        cluster: `c${cluster}`,
      }),
    ),
  );

test('no order of the items changes who may be trained on, and what may has only relatives that may', () => {
  fc.assert(
    fc.property(forests, (items) => {
      const graph = new LineageGraph(items);
      const backwards = new LineageGraph(items.toReversed());
      const free = items.filter(({ id }) => graph.protectedRelative(id) === null);
      expect(items.filter(({ id }) => backwards.protectedRelative(id) === null)).toEqual(free);
      const heldout = items.filter(({ id }) => graph.splitOf(id) === 'heldout');
      const clusters = new Set(heldout.map(({ cluster }) => cluster));
      const parentsOf = ({ provenance }: LineageItem) =>
        provenance.kind === 'generated' ? provenance.parents : [];
      const parentsOfHeldout = new Set(heldout.flatMap(parentsOf));
      for (const one of free) {
        expect(clusters.has(one.cluster)).toBe(false);
        expect(parentsOfHeldout.has(one.id)).toBe(false);
        for (const parent of parentsOf(one)) {
          expect(graph.splitOf(parent)).toBe('train');
          expect(parentsOfHeldout.has(parent)).toBe(false);
        }
      }
    }),
  );
});

test('what is made of cases inherits the side that is protected', () => {
  expect(inheritedSplit([])).toBe('heldout');
  expect(inheritedSplit([item('a', 'train')])).toBe('train');
  expect(inheritedSplit([item('a', 'train'), item('h', 'heldout')])).toBe('heldout');
  expect(inheritedSplit([item('a', 'train'), item('p', 'probe')])).toBe('probe');
});
