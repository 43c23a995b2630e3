import { describe, expect, test } from 'vitest';
import type { Trial, TrialTask } from '../../core/run.ts';
import type { Executor } from '../../core/seams.ts';

/** What an executor does with one task; null when the signal ended it before it had an outcome. */
export type Perform = (task: TrialTask, signal: AbortSignal) => Promise<Trial | null>;

const never = () => new AbortController().signal;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function* tasks(count: number, given: (index: number) => void = () => {}): AsyncIterable<TrialTask> {
  for (let index = 0; index < count; index++) {
    given(index);
    yield { caseId: `c${index}`, attempt: 0, input: { messages: [{ role: 'user', content: `${index}` }] } };
  }
}

function trialOf({ caseId, attempt }: TrialTask): Trial {
  return { status: 'completed', caseId, attempt, output: { text: caseId }, scores: [], durationMs: 1 };
}

async function idsOf(trials: AsyncIterable<Trial>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const trial of trials) ids.push(trial.caseId);
  return ids;
}

const all = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
const numberOf = (task: TrialTask) => Number(task.caseId.slice(1));

/** Holds an executor to what a run relies on; `make` gives one that performs at most so many tasks at a time. */
export function executorContract(
  name: string,
  make: (concurrency: number, perform: Perform) => Executor,
): void {
  describe(`${name} is an executor`, () => {
    test.each([1, 3, 100])('every task once, %d at a time', async (concurrency) => {
      const executor = make(concurrency, async (task) => {
        await pause(numberOf(task) % 3);
        return trialOf(task);
      });
      const ids = await idsOf(executor.run(tasks(20), never()));
      expect(ids.toSorted()).toEqual(all(20).sort());
    });

    test('no tasks, no trials', async () => {
      expect(await idsOf(make(2, async (task) => trialOf(task)).run(tasks(0), never()))).toEqual([]);
    });

    test.each([1, 4])('never more than %d at a time, and as many as that', async (concurrency) => {
      let running = 0;
      let most = 0;
      const executor = make(concurrency, async (task) => {
        most = Math.max(most, ++running);
        await pause(2);
        running--;
        return trialOf(task);
      });
      await idsOf(executor.run(tasks(12), never()));
      expect(most).toBe(concurrency);
    });

    test('tasks are asked for as they are needed, not all at once', async () => {
      let asked = 0;
      const executor = make(2, async (task) => {
        await pause(1);
        return trialOf(task);
      });
      for await (const trial of executor.run(
        tasks(1000, () => asked++),
        never(),
      )) {
        expect(trial.caseId).toMatch(/^c\d/);
        break;
      }
      expect(asked).toBeLessThan(10);
    });

    test('trials come in the order in which they end', async () => {
      const executor = make(3, async (task) => {
        await pause(60 - 25 * numberOf(task));
        return trialOf(task);
      });
      expect(await idsOf(executor.run(tasks(3), never()))).toEqual(['c2', 'c1', 'c0']);
    });

    test('an errored trial is a trial, and the others go on', async () => {
      const executor = make(2, async (task) =>
        numberOf(task) === 1
          ? { status: 'errored', caseId: 'c1', attempt: 0, kind: 'infra', message: '503', durationMs: 1 }
          : trialOf(task),
      );
      expect((await idsOf(executor.run(tasks(4), never()))).toSorted()).toEqual(all(4));
    });

    test('after an abort no task is started; what was finished is given, what was cut off is not', async () => {
      const controller = new AbortController();
      const started: string[] = [];
      const executor = make(2, async (task, signal) => {
        started.push(task.caseId);
        if (numberOf(task) < 3) return trialOf(task);
        if (numberOf(task) === 4) controller.abort();
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          else signal.addEventListener('abort', () => resolve());
        });
        return null;
      });
      expect((await idsOf(executor.run(tasks(50), controller.signal))).toSorted()).toEqual([
        'c0',
        'c1',
        'c2',
      ]);
      expect(started.toSorted()).toEqual(all(5));
    });

    test('aborted before it began: nothing is started', async () => {
      let started = 0;
      const executor = make(2, async (task) => {
        started++;
        return trialOf(task);
      });
      expect(await idsOf(executor.run(tasks(5), AbortSignal.abort()))).toEqual([]);
      expect(started).toBe(0);
    });

    test('a thrown error ends the run, after what was finished has been given', async () => {
      const error = new Error('no such program');
      let started = 0;
      const executor = make(2, async (task) => {
        started++;
        if (numberOf(task) === 2) throw error;
        await pause(5);
        return trialOf(task);
      });
      const ids: string[] = [];
      const consume = async () => {
        for await (const trial of executor.run(tasks(50), never())) ids.push(trial.caseId);
      };
      await expect(consume()).rejects.toBe(error);
      expect(ids.toSorted()).toEqual(ids.length === 3 ? ['c0', 'c1', 'c3'] : ['c0', 'c1']);
      expect(started).toBeLessThan(6);
    });

    test('a consumer that takes its time loses nothing', async () => {
      const executor = make(4, async (task) => trialOf(task));
      const ids: string[] = [];
      for await (const trial of executor.run(tasks(12), never())) {
        await pause(2);
        ids.push(trial.caseId);
      }
      expect(ids.toSorted()).toEqual(all(12).sort());
    });

    test('one executor, two runs at a time', async () => {
      const executor = make(2, async (task) => {
        await pause(1);
        return trialOf(task);
      });
      const both = await Promise.all([
        idsOf(executor.run(tasks(6), never())),
        idsOf(executor.run(tasks(6), never())),
      ]);
      for (const ids of both) expect(ids.toSorted()).toEqual(all(6));
    });
  });
}
