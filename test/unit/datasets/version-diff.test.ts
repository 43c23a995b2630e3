import { describe, expect, test } from 'vitest';
import type { Case } from '../../../core/case.ts';
import { assembleDataset } from '../../../datasets/dataset.ts';
import { diffVersions } from '../../../datasets/version-diff.ts';
import { elsewhereLine, type VersionManifest } from '../../../datasets/version-manifest.ts';
import { freezeVersion } from '../../../datasets/versions.ts';
import { canaryOf, realCase, temporaryPaths } from './dataset-fixtures.ts';

function manifest(version: number, cases: readonly Case[], elsewhere: readonly Case[] = []): VersionManifest {
  const set = assembleDataset('triage', cases, []);
  const measure = () => ({ elsewhere: elsewhere.map(elsewhereLine) });
  return { ...freezeVersion(temporaryPaths(), set, [], null, canaryOf, measure).manifest, version };
}

function diff(before: readonly Case[], after: readonly Case[]) {
  return diffVersions(manifest(1, before), manifest(2, after));
}

const access = { kind: 'label', label: 'access' } as const;
const typos = { skill: 'main', edgeCase: 'typos' };
const nothing = { from: 1, to: 2, added: [], removed: [], relabelled: [], moved: [], resplit: [] };

describe('what changed', () => {
  const [a, b, c] = [realCase('a'), realCase('b'), realCase('c')];

  test('nothing', () => {
    expect(diff([a, b], [b, a])).toEqual({ ...nothing, kept: 2 });
    expect(diff([], [])).toEqual({ ...nothing, kept: 0 });
  });

  test('added and removed', () => {
    expect(diff([a, b], [b, c])).toEqual({ ...nothing, added: [c.id], removed: [a.id], kept: 1 });
    expect(diff([], [a])).toMatchObject({ added: [a.id], removed: [], kept: 0 });
    expect(diff([a], [])).toMatchObject({ added: [], removed: [a.id], kept: 0 });
  });

  test('relabelled: the same input in the same cell', () => {
    const other = realCase('a', { expected: access });
    expect(diff([a, b], [other, b])).toEqual({
      ...nothing,
      relabelled: [{ from: a.id, to: other.id }],
      kept: 1,
    });
  });

  test('moved: the same input and expected value in another cell', () => {
    const other = realCase('a', { cell: typos });
    const moved = [{ from: a.id, to: other.id, cell: 'real/main/typos' }];
    expect(diff([a, b], [other, b])).toEqual({ ...nothing, moved, kept: 1 });
    expect(diff([other], [a]).moved).toEqual([{ from: other.id, to: a.id, cell: 'real/main' }]);
  });

  test('another cell and another expected value: one case went, another came', () => {
    const other = realCase('a', { cell: typos, expected: access });
    expect(diff([a], [other])).toEqual({ ...nothing, added: [other.id], removed: [a.id], kept: 0 });
  });

  test('what lies in another split is neither removed nor added, whatever it is expected to give there', () => {
    const train = realCase('a', { split: 'train', expected: access });
    const probe = realCase('c', { split: 'probe' });
    expect(diffVersions(manifest(1, [a, b]), manifest(2, [b], [train]))).toEqual({
      ...nothing,
      resplit: [{ id: a.id, from: 'heldout', to: 'train' }],
      kept: 1,
    });
    expect(diffVersions(manifest(1, [b], [train, probe]), manifest(2, [a, b, c]))).toEqual({
      ...nothing,
      resplit: expect.arrayContaining([
        { id: a.id, from: 'train', to: 'heldout' },
        { id: c.id, from: 'probe', to: 'heldout' },
      ]),
      kept: 1,
    });
  });

  test('the old case is still there: the new one is added', () => {
    const other = realCase('a', { expected: access });
    expect(diff([a], [a, other])).toEqual({ ...nothing, added: [other.id], kept: 1 });
  });

  test('one old case explains one new case only', () => {
    const relabelled = realCase('a', { expected: access });
    const moved = realCase('a', { cell: typos });
    const result = diff([a], [relabelled, moved]);
    expect(result.added).toHaveLength(1);
    expect(result.relabelled.length + result.moved.length).toBe(1);
    expect(result.removed).toEqual([]);
  });

  test('every case of both versions is counted once', () => {
    const before = [a, b, c, realCase('d', { cell: typos }), realCase('e')];
    const after = [
      a,
      realCase('b', { expected: access }),
      realCase('c', { cell: typos }),
      realCase('d'),
      realCase('f'),
    ];
    const { added, removed, relabelled, moved, kept } = diff(before, after);
    expect([added.length, removed.length, relabelled.length, moved.length, kept]).toEqual([1, 1, 1, 2, 1]);
  });
});
