import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InfrastructureError } from '../../../core/errors.ts';
import { type ModelRequest, ReplyError } from '../../../core/model.ts';
import { type CacheEvent, cached } from '../../../models/cached.ts';
import { memoryResponseStore } from '../../../models/memory-response-store.ts';
import { requestDigest } from '../../../models/request-digest.ts';
import { fakeClient, never, question, response } from './fake-client.ts';

function counting(id?: string) {
  let calls = 0;
  const client = fakeClient(async () => {
    calls++;
    await new Promise((go) => setTimeout(go, 5));
    const rateLimit = { requests: { limit: 1, remaining: 0, resetMs: 1 }, tokens: null };
    return response(`answer ${calls}`, { rateLimit });
  }, id);
  return { client, calls: () => calls };
}

describe('cached', () => {
  test('asks once, then answers from the store, without what the server said of its limits', async () => {
    const { client, calls } = counting();
    const events: CacheEvent[] = [];
    const cache = cached(client, memoryResponseStore(), (event) => events.push(event));
    const first = await cache.complete(question('q'), never);
    const second = await cache.complete(question('q'), never);
    expect([first.text, second.text, calls()]).toEqual(['answer 1', 'answer 1', 1]);
    expect(second).toEqual({ ...first, rateLimit: null });
    expect(events).toEqual(['miss', 'hit']);
  });

  test('equal requests that are under way at once are asked once', async () => {
    const { client, calls } = counting();
    const events: CacheEvent[] = [];
    const cache = cached(client, memoryResponseStore(), (event) => events.push(event));
    const answers = await Promise.all(Array.from({ length: 20 }, () => cache.complete(question('q'), never)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['answer 1']));
    expect(calls()).toBe(1);
    expect(events.filter((event) => event === 'joined')).toHaveLength(19);
  });

  test.each([
    ['the attempt', { attempt: 1 }],
    ['the temperature', { temperature: 0 }],
    ['the bound on the reply', { maxTokens: 7 }],
    ['the seed', { seed: 7 }],
    ['the stop words', { stop: ['x'] }],
    ['the tools', { tools: [{ name: 'f', description: '', parameters: {} }] }],
    ['the form of the reply', { reply: { kind: 'json', name: 'n', schema: {} } }],
    ['log-probabilities', { logprobs: true }],
    ['a role', { messages: [{ role: 'assistant', content: 'q' }] }],
  ] satisfies [string, Partial<ModelRequest>][])('%s tells requests apart', async (_, difference) => {
    const { client, calls } = counting();
    const cache = cached(client, memoryResponseStore());
    await cache.complete(question('q'), never);
    await cache.complete(question('q', difference), never);
    expect(calls()).toBe(2);
  });

  test('the model tells requests apart; the order of fields does not', () => {
    const { messages, ...rest } = question('q');
    expect(requestDigest('openai:a', question('q'))).not.toBe(requestDigest('openai:b', question('q')));
    expect(requestDigest('openai:a', { ...rest, messages })).toBe(requestDigest('openai:a', question('q')));
  });

  test('different texts have different keys', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        fc.pre(a !== b);
        expect(requestDigest('m', question(a))).not.toBe(requestDigest('m', question(b)));
      }),
    );
  });

  test.each([new InfrastructureError('429', 1), new ReplyError('length', 'cut'), new Error('defect')])(
    'an error is not kept: %s',
    async (error) => {
      let calls = 0;
      const client = fakeClient(() => {
        if (calls++ === 0) throw error;
        return response('ok');
      });
      const store = memoryResponseStore();
      const cache = cached(client, store);
      await expect(cache.complete(question('q'), never)).rejects.toBe(error);
      expect(store.stats().entries).toBe(0);
      expect((await cache.complete(question('q'), never)).text).toBe('ok');
    },
  );

  test('a caller that gives up leaves alone; the last one to leave ends the call', async () => {
    let ended = false;
    const client = fakeClient(
      (_, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended = true;
            reject(signal.reason);
          });
          setTimeout(() => resolve(response('ok')), 20);
        }),
    );
    const cache = cached(client, memoryResponseStore());
    const [one, other] = [new AbortController(), new AbortController()];
    const first = cache.complete(question('q'), one.signal);
    const second = cache.complete(question('q'), other.signal);
    one.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    expect((await second).text).toBe('ok');
    expect(ended).toBe(false);
    const third = cache.complete(question('other'), AbortSignal.timeout(5));
    await expect(third).rejects.toThrow();
    expect(ended).toBe(true);
  });
});
