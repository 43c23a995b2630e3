import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Trial } from '../../../core/run.ts';
import type { RunEnd, RunRecord } from '../../../runner/run-records.ts';
import { trialKey } from '../../../runner/run-records.ts';
import { tally } from '../../../runner/tally.ts';
import { completed, errored, headerOf } from './run-fixtures.ts';

const end: RunEnd = {
  schemaVersion: 1,
  endedAt: '2026-01-01T00:00:01.000Z',
  interrupted: false,
  durationMs: 1000,
  spend: { usd: 0, requests: 0, tokens: 0 },
};

function runOf(planned: number, trials: readonly Trial[], ended: RunEnd | null = end): RunRecord {
  const byKey = new Map(trials.map((trial) => [trialKey(trial), trial]));
  return { header: headerOf({ planned }), folder: '', trials: byKey, end: ended };
}

test('every kind of outcome, counted by hand', () => {
  const silent: Trial = {
    ...completed('silent'),
    scores: [{ scorer: 'exact', status: 'unscored', reason: '' }],
  };
  const trials = [
    completed('a'),
    completed('a', 1),
    silent,
    errored('b', 'target'),
    errored('c', 'timeout'),
    errored('d', 'infra'),
    errored('e', 'budget'),
  ];
  expect(tally(runOf(10, trials))).toEqual({
    planned: 10,
    completed: 3,
    errored: 4,
    skipped: 3,
    unneeded: 0,
    unscored: 1,
    faults: { target: 1, timeout: 1, infra: 1, budget: 1 },
    lost: 0,
    missingShare: 0.5,
  });
});

test('what a killed run never came to is lost, not skipped', () => {
  expect(tally(runOf(5, [completed('a')], null))).toMatchObject({ skipped: 0, lost: 4, missingShare: 0 });
  expect(tally(runOf(1, [completed('a')], null))).toMatchObject({ skipped: 0, lost: 0 });
});

test('what was not needed is skipped and not missing', () => {
  const trials = [completed('a'), completed('b'), errored('c', 'infra')];
  expect(tally(runOf(10, trials, { ...end, isEnough: true }))).toMatchObject({
    planned: 10,
    skipped: 7,
    unneeded: 7,
    lost: 0,
    missingShare: 1 / 3,
  });
});

test('a run of nothing has no shares to divide', () => {
  expect(tally(runOf(0, []))).toMatchObject({ planned: 0, missingShare: 0 });
});

describe('planned = completed + errored + skipped + lost', () => {
  const outcome = fc.constantFrom(
    ...(['completed', 'target', 'timeout', 'infra', 'budget', 'open'] as const),
  );
  test('whatever the trials are, and whether or not the run ended', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 50 }), fc.boolean(), (outcomes, ended) => {
        const trials = outcomes.flatMap((kind, index): Trial[] => {
          if (kind === 'open') return [];
          return [kind === 'completed' ? completed(`c${index}`) : errored(`c${index}`, kind)];
        });
        const count = (kind: string) => outcomes.filter((other) => other === kind).length;
        const accounts = tally(runOf(outcomes.length, trials, ended ? end : null));
        const { planned, skipped, lost } = accounts;
        expect(accounts.completed + accounts.errored + skipped + lost).toBe(planned);
        expect(planned).toBe(outcomes.length);
        expect(accounts.completed).toBe(count('completed'));
        expect([skipped, lost]).toEqual(ended ? [count('open'), 0] : [0, count('open')]);
        expect(Object.values(accounts.faults).reduce((sum, n) => sum + n, 0)).toBe(accounts.errored);
      }),
    );
  });
});
