import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from '../../../generators/writing/in-order.ts';

const never = new AbortController().signal;

/** Work that takes so many milliseconds, and who is at it. */
function worker() {
  let [atWork, most] = [0, 0];
  const started: number[] = [];
  const work = async (ms: number, signal: AbortSignal) => {
    started.push(ms);
    most = Math.max(most, ++atWork);
    try {
      await wait(ms, undefined, { signal });
      if (ms === 13) throw new Error('bad luck');
      return ms;
    } finally {
      atWork--;
    }
  };
  return { work, started, most: () => most, atWork: () => atWork };
}

test('results come in the order of the items, so many at a time', async () => {
  const { work, most } = worker();
  const found: number[] = [];
  for await (const one of inOrder([30, 1, 20, 2], 2, work, never)) found.push(one);
  expect(found).toEqual([30, 1, 20, 2]);
  expect(most()).toBe(2);
});

test('no more is begun than is read, and a reader that stops calls off the rest', async () => {
  const { work, started, atWork } = worker();
  for await (const one of inOrder([1, 10_000, 2, 3], 2, work, never)) if (one === 1) break;
  expect(started).toEqual([1, 10_000]);
  expect(atWork()).toBe(0);
});

test('an error is thrown in its turn, after what came before it, with nothing left under way', async () => {
  const { work, atWork } = worker();
  const found: number[] = [];
  const read = async () => {
    for await (const one of inOrder([30, 13, 10_000], 3, work, never)) found.push(one);
  };
  await expect(read()).rejects.toThrow('bad luck');
  expect(found).toEqual([30]);
  expect(atWork()).toBe(0);
});

test('an aborted call begins nothing', async () => {
  const { work, started } = worker();
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(inOrder([1], 1, work, aborted).next()).rejects.toThrow('enough');
  expect(started).toEqual([]);
});
