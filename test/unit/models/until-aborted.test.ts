import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { untilAborted } from '../../../models/until-aborted.ts';

test('whoever hears the outcome finds nothing left on the signal, whatever the outcome is', async () => {
  const { signal } = new AbortController();
  const left = () => getEventListeners(signal, 'abort').length;
  expect(await untilAborted(Promise.resolve('done'), signal).then((value) => [value, left()])).toEqual([
    'done',
    0,
  ]);
  const failed = untilAborted(Promise.reject(new Error('broken')), signal);
  expect(await failed.catch((error: Error) => [error.message, left()])).toEqual(['broken', 0]);
});

test('an abort is heard at once, and what the work comes to afterwards is not', async () => {
  const controller = new AbortController();
  let end = (_: Error): void => {};
  const work = new Promise((_, reject) => {
    end = reject;
  });
  const asked = untilAborted(work, controller.signal);
  controller.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  end(new Error('too late'));
  await expect(untilAborted(Promise.resolve(1), controller.signal)).rejects.toThrow('enough');
});
