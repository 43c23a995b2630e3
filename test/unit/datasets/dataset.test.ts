import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../../core/case.ts';
import { assembleDataset, inputDigest, splitConflicts } from '../../../datasets/dataset.ts';
import { madeCase, realCase } from './dataset-fixtures.ts';

function digestOf(cases: readonly Case[]): string {
  return assembleDataset('triage', cases, []).digest;
}

describe('assembleDataset', () => {
  test('real cases in their order, then the held-out generated ones; the rest is not scored', () => {
    const real = [realCase('b'), realCase('a')];
    const made = [madeCase('c'), madeCase('d', { split: 'train' }), madeCase('e', { split: 'probe' })];
    const dataset = assembleDataset('triage', real, made);
    expect(dataset.id).toBe('triage');
    expect(dataset.cases).toEqual([...real, made[0]]);
    expect(dataset.equalRows).toEqual([]);
  });

  test('of equal rows the first is kept and each of the others told with it', () => {
    const [first, again] = [realCase('a'), realCase('a', { cluster: 'other' })];
    const [made, third] = [madeCase('a'), realCase('a', { tags: ['x'] })];
    const dataset = assembleDataset('triage', [first, again, realCase('b'), third], [made]);
    expect(dataset.cases).toEqual([first, realCase('b')]);
    expect(dataset.equalRows).toEqual([again, third, made].map((dropped) => ({ kept: first, dropped })));
  });

  test('the same input with another expected value, or in another cell, is another case', () => {
    const cases = [
      realCase('a'),
      realCase('a', { expected: { kind: 'label', label: 'access' } }),
      realCase('a', { cell: { skill: 'main', edgeCase: 'typos' } }),
    ];
    expect(assembleDataset('triage', cases, []).cases).toHaveLength(3);
    expect(new Set(cases.map(inputDigest)).size).toBe(1);
    expect(inputDigest(realCase('b'))).not.toBe(inputDigest(realCase('a')));
  });

  test('an empty set has a digest too', () => {
    expect(assembleDataset('triage', [], [])).toMatchObject({ cases: [], equalRows: [] });
    expect(digestOf([])).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf([])).not.toBe(digestOf([realCase('a')]));
  });
});

describe('the digest', () => {
  const arbitrary = fc
    .uniqueArray(fc.tuple(fc.string(), fc.uniqueArray(fc.string()), fc.string()), {
      selector: ([text]) => text,
    })
    .map((parts) => parts.map(([text, tags, cluster]) => realCase(text, { tags, cluster })));
  const shuffled = arbitrary.chain((cases) =>
    fc.tuple(fc.constant(cases), fc.shuffledSubarray(cases, { minLength: cases.length })),
  );

  test('does not depend on the order of the cases, nor of their tags', () => {
    fc.assert(
      fc.property(shuffled, ([cases, others]) => {
        const turned = others.map((item) => ({ ...item, tags: [...item.tags].reverse() }));
        expect(digestOf(turned)).toBe(digestOf(cases));
      }),
    );
  });

  test('changes with any case that is left out', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat(), (cases, at) => {
        fc.pre(cases.length > 0);
        const without = cases.filter((_, index) => index !== at % cases.length);
        expect(digestOf(without)).not.toBe(digestOf(cases));
      }),
    );
  });

  const [one, two] = [realCase('a', { tags: ['x'] }), realCase('b')];
  test.each<[string, Partial<Case>]>([
    ['id', { id: 'another' }],
    ['cluster', { cluster: two.cluster }],
    ['origin', { origin: 'synthetic' }],
    ['tags', { tags: [] }],
    ['more tags', { tags: ['x', 'y'] }],
  ])('changes with the %s: the verdict depends on it', (_, change) => {
    expect(digestOf([{ ...one, ...change }, two])).not.toBe(digestOf([one, two]));
  });

  test('does not change with what no verdict depends on', () => {
    const moved = {
      ...one,
      provenance: { ...one.provenance, copyable: false },
      verdicts: madeCase('a').verdicts,
    };
    expect(digestOf([moved, two])).toBe(digestOf([one, two]));
  });
});

describe('splitConflicts', () => {
  test('a cluster on both sides, once, with a case of each', () => {
    const heldout = [realCase('a', { cluster: 'c1' }), realCase('b', { cluster: 'c2' })];
    const train = ['x', 'y', 'z'].map((text, index) =>
      realCase(text, { split: 'train', cluster: index < 2 ? 'c1' : 'c3' }),
    );
    const conflicts = splitConflicts(heldout, train);
    expect(conflicts.map((conflict) => conflict.cluster)).toEqual(['c1']);
    expect(conflicts[0]?.heldout).toEqual(heldout[0]);
    expect(train.slice(0, 2)).toContainEqual(conflicts[0]?.train);
  });

  test('a row without a declared cluster is its own: the same row on both sides is a conflict', () => {
    expect(splitConflicts([realCase('a')], [realCase('a', { split: 'train' })])).toHaveLength(1);
    expect(splitConflicts([realCase('a')], [realCase('b', { split: 'train' })])).toEqual([]);
  });

  test('nothing on one side, no conflict', () => {
    expect(splitConflicts([], [realCase('a')])).toEqual([]);
    expect(splitConflicts([realCase('a')], [])).toEqual([]);
  });
});
