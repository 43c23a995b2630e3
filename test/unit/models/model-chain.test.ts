import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BudgetError, InfrastructureError } from '../../../core/errors.ts';
import { ReplyError } from '../../../core/model.ts';
import { createBudget } from '../../../models/budget.ts';
import { budgeted } from '../../../models/budgeted.ts';
import { cached } from '../../../models/cached.ts';
import { limited } from '../../../models/limited.ts';
import { memoryResponseStore } from '../../../models/memory-response-store.ts';
import { priceOf } from '../../../models/prices.ts';
import { createRateLimiter } from '../../../models/rate-limiter.ts';
import { retriedClient } from '../../../models/retried-client.ts';
import { fakeClient, never, question, response } from './fake-client.ts';
import { FakeClock } from './fake-clock.ts';

describe('cached(budgeted(retried(limited(…))))', () => {
  test('1,000 questions asked twice under 429s: each is paid for once, retries cost nothing, the sum is exact', async () => {
    const clock = new FakeClock();
    let requests = 0;
    const server = fakeClient(async () => {
      const refused = ++requests % 10 === 0;
      await clock.sleep(5);
      if (refused) throw new InfrastructureError('429', 1000);
      return response('a', { usage: { inputTokens: 101, outputTokens: 7 } });
    }, 'openai:gpt-5-mini');
    const limiter = createRateLimiter({ concurrency: 20, now: clock.now, wait: clock.wait });
    const budget = createBudget({ usd: 5, requests: 2000 });
    const store = memoryResponseStore();
    const client = () =>
      cached(
        budgeted(retriedClient(limited(server, limiter), { retries: 6, wait: clock.wait }), budget, priceOf),
        store,
      );
    const [one, other] = [client(), client()];
    const all = (asked: typeof one) =>
      Array.from({ length: 1000 }, (_, n) => asked.complete(question(`q${n}`, { maxTokens: 50 }), never));
    await clock.until(Promise.all(all(one)));
    await clock.until(Promise.all(all(other)));
    expect(requests).toBe(1111);
    // 1000 × (101 × 0.25e-6 + 7 × 2e-6)
    expect(budget.spent()).toEqual({ usd: 0.03925, requests: 1000, tokens: 108_000, estimated: 0 });
  });

  test('whatever happens to calls, each ends once, no place is lost, and no more are under way than may be', async () => {
    const call = fc.record({
      at: fc.integer({ min: 0, max: 400 }),
      takes: fc.integer({ min: 0, max: 50 }),
      ends: fc.array(fc.constantFrom('ok', 'ok', '429', '503', 'cut', 'defect'), {
        minLength: 1,
        maxLength: 3,
      }),
      abortsAt: fc.option(fc.integer({ min: 0, max: 800 }), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
        async (calls, concurrency, requestsPerMinute) => {
          const clock = new FakeClock();
          const limiter = createRateLimiter({
            concurrency,
            requestsPerMinute,
            now: clock.now,
            wait: clock.wait,
          });
          let inFlight = 0;
          let mostInFlight = 0;
          const work = calls.map(async ({ at, takes, ends, abortsAt }) => {
            let tries = 0;
            const server = fakeClient(async (_, signal) => {
              const end = ends[Math.min(tries++, ends.length - 1)];
              mostInFlight = Math.max(mostInFlight, ++inFlight);
              await clock.wait(takes, signal).finally(() => inFlight--);
              if (end === '429') throw new InfrastructureError('429', 300);
              if (end === '503') throw new InfrastructureError('503', null);
              if (end === 'cut') throw new ReplyError('length', 'cut');
              if (end === 'defect') throw new Error('defect');
              return response('ok');
            });
            const stop = new AbortController();
            if (abortsAt !== null) clock.sleep(abortsAt).then(() => stop.abort(new Error('stopped')));
            await clock.sleep(at);
            const client = retriedClient(limited(server, limiter), { retries: 2, wait: clock.wait });
            return client.complete(question('q'), stop.signal);
          });
          await clock.until(Promise.allSettled(work));
          expect([limiter.inFlight, limiter.queued, inFlight]).toEqual([0, 0, 0]);
          expect(mostInFlight).toBeLessThanOrEqual(concurrency);
          expect(limiter.concurrency).toBeLessThanOrEqual(concurrency);
          await clock.until(limiter.acquire(1, never)); // it still lets through
        },
      ),
      { numRuns: 150 },
    );
  });

  test('the budget stops a crowd of callers before it is passed', async () => {
    const clock = new FakeClock();
    const server = fakeClient(async () => {
      await clock.sleep(5);
      return response('a', { usage: { inputTokens: 200, outputTokens: 100 } });
    }, 'openai:gpt-5-mini');
    const budget = createBudget({ usd: 0.01, requests: null });
    const client = budgeted(
      limited(server, createRateLimiter({ concurrency: 8, now: clock.now, wait: clock.wait })),
      budget,
      priceOf,
    );
    const work = Array.from({ length: 100 }, (_, n) =>
      client.complete(question(`q${n}`, { maxTokens: 200 }), never),
    );
    const results = await clock.until(Promise.allSettled(work));
    const answered = results.filter(({ status }) => status === 'fulfilled').length;
    const refused = results.filter((r) => r.status === 'rejected' && r.reason instanceof BudgetError).length;
    // A call costs 200 × 0.25e-6 + 100 × 2e-6 = $0.00025 and is held to reserve about $0.00042: 39 fit for certain.
    expect([answered, refused]).toEqual([39, 61]);
    expect(budget.spent().usd).toBeCloseTo(39 * 0.00025, 12);
  });
});
