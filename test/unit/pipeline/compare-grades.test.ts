import { describe, expect, test } from 'vitest';
import type { ScorerReading, Trial } from '../../../core/run.ts';
import { compareGrades } from '../../../pipeline/regrading/compare-grades.ts';
import { trialKey } from '../../../runner/run-records.ts';
import { caseOf } from '../judges/judge-fixtures.ts';
import { completed, errored, headerOf } from '../runner/run-fixtures.ts';

const cases = ['a', 'b', 'c', 'd'].map((id) => ({
  ...caseOf(id),
  id,
  origin: id === 'd' ? ('synthetic' as const) : ('real' as const),
}));
const runOf = (id: string, ...trials: readonly Trial[]) => ({
  header: headerOf({ id }),
  trials: new Map(trials.map((trial) => [trialKey(trial), trial])),
});
const graded = (caseId: string, ...values: readonly (readonly [string, number | null])[]): Trial => ({
  ...completed(caseId),
  scores: values.map(
    ([scorer, value]): ScorerReading =>
      value === null
        ? { scorer, status: 'unscored', reason: 'no vote' }
        : { scorer, status: 'scored', value, reason: '', answer: null },
  ),
});

describe('grades side by side', () => {
  test('means, what differs, and by which scorer', () => {
    const before = runOf(
      'old',
      graded('a', ['x', 1]),
      graded('b', ['x', 0]),
      graded('c', ['x', null]),
      graded('d', ['x', 1]),
    );
    const after = runOf(
      'new',
      graded('a', ['x', 1 - 1e-12], ['y', 1]),
      graded('b', ['x', 0.5], ['y', 0]),
      graded('c', ['x', 1], ['y', 1]),
      graded('d', ['x', 1], ['y', 1]),
    );
    expect(compareGrades(before, after, cases)).toMatchObject({
      of: 'old',
      outputs: 4,
      differ: 4,
      scorers: [
        { scorer: 'x', origin: 'real', n: 3, before: 0.5, after: (2.5 - 1e-12) / 3, differ: 2 },
        { scorer: 'y', origin: 'real', n: 3, before: null, after: 2 / 3, differ: 3 },
        { scorer: 'x', origin: 'synthetic', n: 1, before: 1, after: 1, differ: 0 },
        { scorer: 'y', origin: 'synthetic', n: 1, before: null, after: 1, differ: 1 },
      ],
    });
    expect(compareGrades(before, before, cases)).toMatchObject({ outputs: 4, differ: 0, changes: [] });
  });

  test('errors have no grade, and at most 20 changes are named', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...caseOf(`n${index}`), id: `n${index}` }));
    const before = runOf('old', errored('a', 'target'), ...many.map(({ id }) => graded(id, ['x', 1])));
    const after = runOf('new', errored('a', 'target'), ...many.map(({ id }) => graded(id, ['x', 0])));
    const found = compareGrades(before, after, [...cases, ...many]);
    expect(found).toMatchObject({ outputs: 30, differ: 30 });
    expect(found.changes).toHaveLength(20);
    expect(found.changes[0]).toEqual({ caseId: 'n0', attempt: 0, scorer: 'x', before: 1, after: 0 });
  });
});
