import { expect, test } from 'vitest';
import { casePool } from '../../../pipeline/generation/case-pool.ts';
import { caseDecisions } from '../../../pipeline/labelling/case-decisions.ts';
import { decideBy, wrongValues } from '../../../pipeline/labelling/decided.ts';
import { madeCase, rejectOf } from '../datasets/dataset-fixtures.ts';
import { accepts, rejects, relabels } from './label-fixtures.ts';

const lineage = { vendor: null, family: 'own', base: null, teacher: null };
const opinion = {
  by: 'm',
  version: '1',
  lineage,
  reason: 'disagrees',
  status: 'undecided',
  code: 'validity',
} as const;
const cell = { skill: 'main', edgeCase: 'typos' };

test('when cases are made again, what people decided of them holds, and the cell counts by it', () => {
  const [refused, renamed, kept] = ['refused', 'renamed', 'kept'].map((text) => madeCase(text, { cell }));
  const open = rejectOf('open', { cell, status: 'undecided', code: 'validity', verdicts: [opinion] });
  if (refused === undefined || renamed === undefined || kept === undefined) throw new Error('three cases');
  const decisions = caseDecisions([rejects(refused), relabels(renamed, 'access'), accepts(open)]);
  const decide = decideBy(decisions, wrongValues([], decisions));
  const pool = casePool({ heldout: [], seeds: [] }, { cases: [refused], rejects: [] });
  expect(pool.tally(cell)).toEqual({ accepted: 1, rejected: 0, undecided: 0, reasons: {} });
  pool.obey(decide);
  for (const item of [renamed, kept]) pool.accept(item);
  pool.reject(open);
  expect([...pool.accepted.values()].map(({ id, relabels: old }) => old ?? id)).toEqual([
    renamed.id,
    kept.id,
    open.id,
  ]);
  expect([...pool.rejects.keys()]).toEqual([refused.id, renamed.id]);
  expect(pool.tally(cell)).toEqual({ accepted: 3, rejected: 2, undecided: 0, reasons: { human: 2 } });
});
