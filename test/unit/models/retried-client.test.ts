import { describe, expect, test } from 'vitest';
import { fault, InfrastructureError } from '../../../core/errors.ts';
import { ReplyError } from '../../../core/model.ts';
import { retriedClient } from '../../../models/retried-client.ts';
import type { Retry } from '../../../models/with-retries.ts';
import { fakeClient, never, question, response } from './fake-client.ts';

function failing(errors: readonly unknown[]) {
  let calls = 0;
  const client = fakeClient(() => {
    const error = errors[calls++];
    if (error !== undefined) throw error;
    return response('ok');
  });
  return { client, calls: () => calls };
}

async function delays(errors: readonly unknown[], random: number, retries = 9): Promise<readonly number[]> {
  const waited: number[] = [];
  const { client } = failing(errors);
  const wait = async (ms: number) => {
    waited.push(ms);
  };
  const retried = retriedClient(client, { retries, random: () => random, wait });
  await retried.complete(question('q'), never);
  return waited;
}

const lost = new InfrastructureError('lost', null);

describe('retriedClient', () => {
  test('doubles the wait up to 30 s, half of it by chance', async () => {
    expect(await delays(Array(8).fill(lost), 1)).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(await delays(Array(3).fill(lost), 0)).toEqual([250, 500, 1000]);
  });

  test('waits what the server asks for, and at most a tenth more', async () => {
    expect(await delays([new InfrastructureError('429', 7000)], 0)).toEqual([7000]);
    expect(await delays([new InfrastructureError('429', 7000)], 1)).toEqual([7700]);
    expect(await delays([new InfrastructureError('429', 0)], 1)).toEqual([0]);
  });

  test.each([
    ['a reply that cannot be used', new ReplyError('length', 'cut')],
    ['what people must mend', fault('MODEL_REF', 'no key')],
    ['an ordinary error', new Error('defect')],
    ['a wait of more than two minutes', new InfrastructureError('quota', 120_001)],
  ])('%s is thrown at once', async (_, error) => {
    const { client, calls } = failing([error]);
    const retried = retriedClient(client, { retries: 3, wait: async () => {} });
    await expect(retried.complete(question('q'), never)).rejects.toBe(error);
    expect(calls()).toBe(1);
  });

  test('gives up after the retries, with the last error, and shows each of them', async () => {
    const errors = [1, 2, 3].map((n) => new InfrastructureError(`fault ${n}`, null));
    const { client, calls } = failing(errors);
    const seen: Retry[] = [];
    const retried = retriedClient(client, {
      retries: 2,
      random: () => 0,
      wait: async () => {},
      onRetry: (retry) => seen.push(retry),
    });
    await expect(retried.complete(question('q'), never)).rejects.toBe(errors[2]);
    expect(calls()).toBe(3);
    expect(seen).toEqual([
      { attempt: 1, delayMs: 250, error: errors[0] },
      { attempt: 2, delayMs: 500, error: errors[1] },
    ]);
  });

  test('an abort ends the wait', async () => {
    const stop = new AbortController();
    const { client, calls } = failing([new InfrastructureError('429', 60_000)]);
    const work = retriedClient(client, { retries: 3, onRetry: () => setTimeout(() => stop.abort(), 5) });
    await expect(work.complete(question('q'), stop.signal)).rejects.toThrow(/abort/);
    expect(calls()).toBe(1);
  });

  test('keeps the id and closes what it wraps', async () => {
    let closed = 0;
    const retried = retriedClient(
      { ...fakeClient(() => response('ok'), 'openai:gpt-5'), close: async () => void closed++ },
      { retries: 1 },
    );
    await retried.close?.();
    expect([retried.id, closed]).toEqual(['openai:gpt-5', 1]);
  });
});
