import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Case, inputText } from '../../../core/case.ts';
import { fault, InfrastructureError, TimeoutError } from '../../../core/errors.ts';
import type { Trial } from '../../../core/run.ts';
import type { Target } from '../../../core/seams.ts';
import { executeRun, isSettled, type RunPlan } from '../../../runner/execute-run.ts';
import { readJournal } from '../../../runner/journal.ts';
import { performTrial } from '../../../runner/perform-trial.ts';
import { lockRun } from '../../../runner/run-lock.ts';
import { journalFile, readRun } from '../../../runner/run-records.ts';
import { tally } from '../../../runner/tally.ts';
import { caseOf } from '../judges/judge-fixtures.ts';
import { completed, errored, headerOf, saysRight, temporaryFolder } from './run-fixtures.ts';

const signal = () => new AbortController().signal;
const casesOf = (count: number): readonly Case[] =>
  Array.from({ length: count }, (_, index) => caseOf(`case ${index}`));

interface Asked {
  readonly cases: readonly Case[];
  readonly call: Target['call'];
  readonly runsFolder: string;
  readonly repeats?: number;
  readonly concurrency?: number;
  readonly onTrial?: (trial: Trial) => void;
}

function planOf({
  cases,
  call,
  runsFolder,
  repeats = 1,
  concurrency = 3,
  onTrial = () => {},
}: Asked): RunPlan {
  return {
    header: headerOf({ planned: cases.length * repeats, repeats }),
    runsFolder,
    cases,
    instructions: 'Answer.',
    perform: (task, subject, abort) =>
      performTrial(task, subject, { call }, [{ name: 'says-right', scorer: saysRight }], abort),
    concurrency,
    now: () => new Date('2026-01-01T00:00:09.000Z'),
    onTrial,
    spendOf: (trials) => ({ usd: 0, requests: [...trials].length, tokens: 0 }),
  };
}

/** How often the journal holds each case and attempt. */
function countsOf(folder: string): readonly string[] {
  return readJournal(journalFile(folder))
    .map(({ caseId, attempt }) => `${caseId}#${attempt}`)
    .sort();
}

const keysOf = (cases: readonly Case[], repeats = 1) =>
  cases.flatMap(({ id }) => Array.from({ length: repeats }, (_, attempt) => `${id}#${attempt}`)).sort();

test('every planned case is called once per attempt, told what the task is, and journalled', async () => {
  const runsFolder = temporaryFolder();
  const cases = casesOf(7);
  const told: string[] = [];
  const seen: Trial[] = [];
  const call: Target['call'] = async (input, _signal, id) => {
    told.push(`${input.messages.map(({ role, content }) => `${role}: ${content}`).join(' | ')} (${id})`);
    return { text: 'right' };
  };
  const run = await executeRun(
    planOf({ cases, call, runsFolder, repeats: 2, onTrial: (trial) => seen.push(trial) }),
    signal(),
  );
  const expected = cases.map(({ id, input }) => `system: Answer. | user: ${inputText(input)} (${id})`);
  expect(told.toSorted()).toEqual([...expected, ...expected].sort());
  expect(countsOf(run.folder)).toEqual(keysOf(cases, 2));
  expect(seen).toHaveLength(14);
  expect(tally(run)).toMatchObject({ planned: 14, completed: 14, errored: 0, skipped: 0, lost: 0 });
  expect(run.end).toMatchObject({
    interrupted: false,
    spend: { requests: 14 },
    endedAt: '2026-01-01T00:00:09.000Z',
  });
  expect(readRun(runsFolder, 'r1')).toEqual(run);
  expect(existsSync(path.join(run.folder, 'lock'))).toBe(false);
});

test('the header is on the disk before the first call', async () => {
  const runsFolder = temporaryFolder();
  const headers: string[] = [];
  const call = async () => {
    headers.push(JSON.parse(readFileSync(path.join(runsFolder, 'r1', 'header.json'), 'utf8')).id);
    return { text: 'right' };
  };
  await executeRun(planOf({ cases: casesOf(2), call, runsFolder }), signal());
  expect(headers).toEqual(['r1', 'r1']);
});

describe('a run that goes on', () => {
  test('what is settled is not called again; infrastructure and budget errors are', async () => {
    const runsFolder = temporaryFolder();
    const cases = casesOf(6);
    const [a, b, c, d, e, f] = cases.map(({ id }) => id);
    const first: Readonly<Record<string, () => Promise<{ text: string }>>> = {
      [a ?? '']: async () => ({ text: 'right' }),
      [b ?? '']: () => Promise.reject(new InfrastructureError('503', null)),
      [c ?? '']: () => Promise.reject(new TimeoutError('late')),
      [d ?? '']: () => Promise.reject(new Error('boom')),
    };
    const begin = async (_input: unknown, _signal: unknown, id = '') => (await first[id]?.()) ?? { text: '' };
    const begun = await executeRun(planOf({ cases: cases.slice(0, 4), call: begin, runsFolder }), signal());
    appendFileSync(
      journalFile(begun.folder),
      `${JSON.stringify(errored(e ?? '', 'budget'))}\n{"status":"compl`,
    );

    const called: string[] = [];
    const call = async (_input: unknown, _signal: unknown, id = '') => {
      called.push(id);
      return { text: 'right' };
    };
    const run = await executeRun(planOf({ cases, call, runsFolder }), signal());
    expect(called.toSorted()).toEqual([b, e, f].sort());
    expect(tally(run)).toMatchObject({
      planned: 6,
      completed: 4,
      errored: 2,
      skipped: 0,
      lost: 0,
      faults: { target: 1, timeout: 1, infra: 0, budget: 0 },
    });
    expect(readRun(runsFolder, 'r1')).toEqual(run);
    expect(run.end?.durationMs).toBeGreaterThanOrEqual(begun.end?.durationMs ?? 0);
  });

  test('killed anywhere and resumed: each planned trial is there once, and none is done twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(24),
        async (count, repeats, concurrency, stopAfter) => {
          const runsFolder = temporaryFolder();
          const cases = casesOf(count);
          const controller = new AbortController();
          let done = 0;
          const onTrial = () => {
            if (++done >= stopAfter) controller.abort();
          };
          const call = async () => {
            await Promise.resolve();
            return { text: 'right' };
          };
          const asked = { cases, call, runsFolder, repeats, concurrency };
          const cut = await executeRun(planOf({ ...asked, onTrial }), controller.signal);
          const { planned, completed, errored, skipped, lost } = tally(cut);
          expect(completed + errored + skipped + lost).toBe(planned);
          expect(cut.end?.interrupted).toBe(controller.signal.aborted);
          appendFileSync(journalFile(cut.folder), '{"status":"comp');
          const run = await executeRun(planOf(asked), signal());
          expect(countsOf(run.folder)).toEqual(keysOf(cases, repeats));
          expect(tally(run)).toMatchObject({
            planned: count * repeats,
            completed: count * repeats,
            skipped: 0,
            lost: 0,
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  test('a run that is complete calls nothing', async () => {
    const runsFolder = temporaryFolder();
    const asked = { cases: casesOf(3), runsFolder };
    const run = await executeRun(planOf({ ...asked, call: async () => ({ text: 'right' }) }), signal());
    const call = async () => {
      throw new Error('called again');
    };
    expect((await executeRun(planOf({ ...asked, call }), signal())).trials).toEqual(run.trials);
  });

  test('what counts as settled', () => {
    expect(isSettled(undefined)).toBe(false);
    expect(isSettled(completed('a'))).toBe(true);
    expect(
      (['target', 'timeout', 'infra', 'budget'] as const).map((kind) => isSettled(errored('a', kind))),
    ).toEqual([true, true, false, false]);
  });
});

describe('an end that nobody planned', () => {
  test('an abort keeps what is finished; the rest is skipped', async () => {
    const runsFolder = temporaryFolder();
    const controller = new AbortController();
    let calls = 0;
    const call: Target['call'] = (_input, abort) => {
      if (++calls <= 2) return Promise.resolve({ text: 'right' });
      return new Promise((_resolve, reject) => {
        abort.addEventListener('abort', () => reject(abort.reason));
        controller.abort(new Error('interrupted'));
      });
    };
    const run = await executeRun(
      planOf({ cases: casesOf(9), call, runsFolder, concurrency: 1 }),
      controller.signal,
    );
    expect(tally(run)).toMatchObject({ planned: 9, completed: 2, errored: 0, skipped: 7, lost: 0 });
    expect(run.end?.interrupted).toBe(true);
  });

  test('a fault of the set-up is thrown; what was done is kept, nothing is skipped, the lock is gone', async () => {
    const runsFolder = temporaryFolder();
    const cases = casesOf(4);
    const error = fault('COMMAND_START', 'no such program');
    let calls = 0;
    const call = async () => {
      if (++calls === 3) throw error;
      return { text: 'right' };
    };
    await expect(executeRun(planOf({ cases, call, runsFolder, concurrency: 1 }), signal())).rejects.toBe(
      error,
    );
    const run = readRun(runsFolder, 'r1');
    expect(tally(run)).toMatchObject({ planned: 4, completed: 2, skipped: 0, lost: 2 });
    expect(existsSync(path.join(run.folder, 'lock'))).toBe(false);
  });

  test('a folder that another run holds is refused before anything is called or written', async () => {
    const runsFolder = temporaryFolder();
    const unlock = lockRun(path.join(runsFolder, 'r1'));
    let calls = 0;
    const call = async () => {
      calls++;
      return { text: 'right' };
    };
    await expect(executeRun(planOf({ cases: casesOf(1), call, runsFolder }), signal())).rejects.toThrow(
      'RUN_BUSY',
    );
    expect(calls).toBe(0);
    expect(existsSync(path.join(runsFolder, 'r1', 'header.json'))).toBe(false);
    unlock();
  });
});

describe('a course', () => {
  const cases = casesOf(12);
  const ids = cases.map(({ id }) => id);
  /** Pairs of cases, the last first. */
  const groups = Array.from({ length: 6 }, (_, i) => ids.toReversed().slice(2 * i, 2 * i + 2));
  const right: Target['call'] = async () => ({ text: 'right' });

  test('is run in its order, a group with all its attempts after the other, and asked as groups finish', async () => {
    const asked: number[] = [];
    const isEnough = (finished: number) => {
      asked.push(finished);
      return false;
    };
    const plan = planOf({ cases, call: right, runsFolder: temporaryFolder(), repeats: 2, concurrency: 1 });
    const run = await executeRun({ ...plan, course: { groups, isEnough } }, signal());
    const order = readJournal(journalFile(run.folder)).map(({ caseId, attempt }) => `${caseId}#${attempt}`);
    expect(order).toEqual(groups.flat().flatMap((id) => [`${id}#0`, `${id}#1`]));
    // Nobody is asked once all are finished: there is nothing left to save.
    expect(asked).toEqual([1, 2, 3, 4, 5]);
    expect(run.end).not.toHaveProperty('isEnough');
  });

  test('ends when there is enough: what is under way is finished, the rest is not needed', async () => {
    let calls = 0;
    const call: Target['call'] = async () => {
      calls += 1;
      return { text: 'right' };
    };
    const plan = planOf({ cases, call, runsFolder: temporaryFolder(), concurrency: 3 });
    const course = { groups, isEnough: (finished: number) => finished >= 2 };
    const run = await executeRun({ ...plan, course }, signal());
    expect(run.end).toMatchObject({ isEnough: true, interrupted: false });
    // As many as are under way, and as many that finished meanwhile.
    expect(calls).toBeLessThanOrEqual(4 + 2 * 3);
    expect(tally(run)).toMatchObject({
      planned: 12,
      completed: calls,
      unneeded: 12 - calls,
      missingShare: 0,
    });
    const done = readJournal(journalFile(run.folder)).map(({ caseId }) => caseId);
    for (const id of groups.slice(0, 2).flat()) expect(done).toContain(id);
  });

  test('a group that finished ahead of a slow one before it does not count', async () => {
    const slow = groups[0]?.[0];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const asked: number[] = [];
    let done = 0;
    const call: Target['call'] = async (_input, _signal, id) => {
      if (id === slow) await gate;
      else if (++done === 7) release();
      return { text: 'right' };
    };
    const plan = planOf({ cases, call, runsFolder: temporaryFolder(), concurrency: 2 });
    const isEnough = (finished: number) => {
      asked.push(finished);
      return false;
    };
    await executeRun({ ...plan, course: { groups, isEnough } }, signal());
    // Seven cases are done before the first of the first group: four groups at once, then one by one.
    expect(asked[0]).toBeGreaterThanOrEqual(4);
  });

  test('is asked first when it is gone on with, before any call', async () => {
    const runsFolder = temporaryFolder();
    const plan = planOf({ cases, call: right, runsFolder, concurrency: 1 });
    await executeRun({ ...plan, course: { groups, isEnough: (finished) => finished >= 2 } }, signal());
    const call: Target['call'] = async () => {
      throw new Error('nobody is to be called');
    };
    const again = planOf({ cases, call, runsFolder, concurrency: 1 });
    const run = await executeRun({ ...again, course: { groups, isEnough: () => true } }, signal());
    expect(tally(run)).toMatchObject({ errored: 0 });
    expect(run.end).toMatchObject({ isEnough: true });
  });
});
