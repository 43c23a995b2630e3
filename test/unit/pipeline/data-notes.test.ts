import { expect, test } from 'vitest';
import type { RunHeader } from '../../../core/run.ts';
import { assembleDataset } from '../../../datasets/dataset.ts';
import type { SetFigures } from '../../../datasets/version-manifest.ts';
import { freezeVersion } from '../../../datasets/versions.ts';
import { baselineNotes, dataNotes } from '../../../pipeline/gating/notes.ts';
import { canaryOf, realCase, suiteOf, temporaryPaths } from '../datasets/dataset-fixtures.ts';

test('a report repeats what failed of the frozen set, and says nothing of one that is not frozen', () => {
  const paths = temporaryPaths();
  const dataset = assembleDataset('triage', [realCase('a'), realCase('b')], []);
  const set: SetFigures = {
    gates: [
      { gate: 'diversity', status: 'pass', reasons: [] },
      { gate: 'shift', status: 'fail', reasons: ['a classifier tells them apart: AUC 0.97'] },
      { gate: 'balance', status: 'unknown', reasons: ['there is no synthetic case'] },
    ],
    diversity: null,
    shift: null,
  };
  freezeVersion(paths, dataset, [], null, canaryOf, () => ({ set }));
  const loaded = { suite: suiteOf(), file: 'suite.yaml', paths };
  const ofSet = (version: number | null) =>
    dataNotes(loaded, { dataset, version }).filter((note) => /version|classifier/.test(note));
  expect(ofSet(1)).toEqual(['shift of version 1: a classifier tells them apart: AUC 0.97']);
  expect(ofSet(null)).toEqual([]);
});

test('what a baseline failed on is told: every model is no worse than an error', () => {
  const header = { planned: 150 } as RunHeader; // all that the note reads
  expect(baselineNotes({ failures: 0, header })).toEqual([]);
  expect(baselineNotes({ failures: 12, header })).toEqual([
    '12 of the baseline’s 150 trials ended in an error or a time-out and count as wrong: it is easier to be no worse than that',
  ]);
});
