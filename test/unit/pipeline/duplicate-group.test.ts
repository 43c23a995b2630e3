import { expect, test } from 'vitest';
import type { Verdict } from '../../../core/case.ts';
import { duplicateGroup } from '../../../pipeline/explaining/duplicate-group.ts';
import { madeCase, rejectOf } from '../datasets/dataset-fixtures.ts';

const refusedFor = (id: string): Verdict => ({
  status: 'rejected',
  code: 'near-dup',
  reason: 'nearly the same',
  by: 'distinct',
  version: '1',
  lineage: null,
  nearest: { id, measure: 'characters', value: 0.9 },
});

test('one group for the case that stays and for all that were refused for it', () => {
  const kept = madeCase('a');
  const [one, two] = ['a!', 'a?'].map((text) =>
    rejectOf(text, { id: text, code: 'near-dup', verdicts: [refusedFor(kept.id)] }),
  );
  if (one === undefined || two === undefined) throw new Error('there are two');
  const rejects = [one, two, rejectOf('too long'), rejectOf('b', { verdicts: [refusedFor('other')] })];
  const group = {
    stays: kept.id,
    refused: ['a!', 'a?'].map((id) => ({ id, code: 'near-dup', measure: 'characters', value: 0.9 })),
  };
  expect(duplicateGroup(kept, rejects)).toEqual(group);
  expect(duplicateGroup(one, rejects)).toEqual(group);
});

test('what was refused for something else, and what nothing was refused for, is in no group', () => {
  expect(duplicateGroup(rejectOf('too long'), [rejectOf('too long')])).toBeNull();
  expect(duplicateGroup(madeCase('a'), [])).toBeNull();
  // An objection that did not decide is no refusal.
  const accepted = madeCase('a', { verdicts: [{ ...refusedFor('b'), status: 'accepted' }] });
  expect(duplicateGroup(accepted, [])).toBeNull();
});
