import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BudgetError, fault, InfrastructureError } from '../../../core/errors.ts';
import { ReplyError } from '../../../core/model.ts';
import { createBudget } from '../../../models/budget.ts';
import { budgeted, defaultMaxTokens } from '../../../models/budgeted.ts';
import { localPrice, type Price } from '../../../models/price.ts';
import { mostInputTokens } from '../../../models/request-tokens.ts';
import { fakeClient, never, question, response } from './fake-client.ts';
import { FakeClock } from './fake-clock.ts';

/** 1 USD for a million input tokens, 10 for output. */
const price: Price = {
  tiers: [{ upToInputTokens: null, inputUsd: 1, cachedInputUsd: null, outputUsd: 10 }],
  source: 'test',
  asOf: null,
};
const priced = () => price;
const ask = question('q', { maxTokens: 100 });
const mostUsd = (mostInputTokens(ask) * 1 + 100 * 10) / 1e6;

describe('budgeted', () => {
  test('sums what the server says was used, exactly', async () => {
    const budget = createBudget({ usd: 5, requests: null });
    const client = budgeted(
      fakeClient(() => response('a', { usage: { inputTokens: 7, outputTokens: 3 } })),
      budget,
      priced,
    );
    for (let n = 0; n < 1000; n++) await client.complete(ask, never);
    // 1000 × (7 × 1e-6 + 3 × 10e-6)
    expect(budget.spent()).toEqual({ usd: 0.037, requests: 1000, tokens: 10_000, estimated: 0 });
  });

  test('refuses the call that could pass the ceiling, before it is made', async () => {
    let calls = 0;
    const client = fakeClient(() => {
      calls++;
      return response('a', { usage: { inputTokens: 100, outputTokens: 90 } });
    });
    const budget = createBudget({ usd: 0.01, requests: null });
    const guarded = budgeted(client, budget, priced);
    let refusal: unknown = null;
    while (refusal === null) await guarded.complete(ask, never).catch((error) => (refusal = error));
    expect(refusal).toBeInstanceOf(BudgetError);
    expect(String(refusal)).toContain('the budget of $0.01 would be passed');
    // Each call costs 0.001 and may cost 0.0010…: the tenth might have passed the ceiling.
    expect(mostUsd).toBeGreaterThan(0.001);
    expect([calls, budget.spent().usd, budget.spent().requests]).toEqual([9, 0.009, 9]);
  });

  test('calls under way reserve; what would fit without them waits for them', async () => {
    const clock = new FakeClock();
    let inFlight = 0;
    let mostInFlight = 0;
    const client = fakeClient(async () => {
      mostInFlight = Math.max(mostInFlight, ++inFlight);
      await clock.sleep(10);
      inFlight--;
      return response('a', { usage: { inputTokens: 1, outputTokens: 1 } });
    });
    const budget = createBudget({ usd: mostUsd * 2.5, requests: null });
    const guarded = budgeted(client, budget, priced);
    await clock.until(Promise.all(Array.from({ length: 20 }, () => guarded.complete(ask, never))));
    expect([mostInFlight, budget.spent().requests]).toEqual([2, 20]);
  });

  test('the ceiling on requests', async () => {
    const budget = createBudget({ usd: null, requests: 3 });
    const guarded = budgeted(
      fakeClient(() => response('a')),
      budget,
      () => null,
    );
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => guarded.complete(ask, never)));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(budget.spent()).toEqual({ usd: null, requests: 3, tokens: 45, estimated: 0 });
  });

  test('never passes the ceiling, in any order of calls, replies and failures', async () => {
    const call = fc.record({
      at: fc.integer({ min: 0, max: 30 }),
      takes: fc.integer({ min: 0, max: 30 }),
      outputTokens: fc.integer({ min: 0, max: 100 }),
      end: fc.constantFrom('reply', 'reply', 'reply', 'no usage', 'cut', 'infrastructure', 'abort'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 12 }),
        fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
        async (calls, affordable, requests) => {
          const clock = new FakeClock();
          const usd = mostUsd * affordable;
          const budget = createBudget({ usd, requests });
          let really = 0; // what a server that charges for all that it did would charge, in USD
          let sent = 0;
          const work = calls.map(async ({ at, takes, outputTokens, end }) => {
            const usage = { inputTokens: 5, outputTokens };
            const client = fakeClient(async () => {
              sent++;
              await clock.sleep(takes);
              if (end === 'infrastructure') throw new InfrastructureError('503', null);
              really += 5e-6 + outputTokens * 10e-6;
              if (end === 'abort') throw new Error('aborted');
              if (end === 'cut') throw new ReplyError('length', 'cut', { usage });
              return response('a', { usage: end === 'no usage' ? null : usage });
            });
            await clock.sleep(at);
            return budgeted(client, budget, priced).complete(ask, never);
          });
          const results = await clock.until(Promise.allSettled(work));
          const spent = budget.spent();
          expect(spent.usd).toBeLessThanOrEqual(usd + 1e-12);
          expect(really).toBeLessThanOrEqual((spent.usd ?? 0) + 1e-9);
          expect(spent.requests).toBe(sent);
          expect(sent).toBeLessThanOrEqual(requests ?? calls.length);
          const refused = results.filter((r) => r.status === 'rejected' && r.reason instanceof BudgetError);
          expect(refused).toHaveLength(calls.length - sent);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each([
    [
      'a reply that was cut costs its usage',
      new ReplyError('length', 'cut', { usage: { inputTokens: 1, outputTokens: 1 } }),
      11e-6,
      0,
    ],
    ['one whose usage is not said costs all that was reserved', new ReplyError('filter', 'cut'), mostUsd, 1],
    ['no reply costs nothing', new InfrastructureError('503', null), 0, 0],
    ['a key that is refused costs nothing', fault('MODEL_REF', 'no'), 0, 0],
    ['a call that was broken off costs all that was reserved', new Error('aborted'), mostUsd, 1],
  ])('%s', async (_, error, usd, estimated) => {
    const budget = createBudget({ usd: 1, requests: null });
    const failing = fakeClient(() => {
      throw error;
    });
    await expect(budgeted(failing, budget, priced).complete(ask, never)).rejects.toBe(error);
    expect(budget.spent().usd).toBeCloseTo(usd, 12);
    expect([budget.spent().estimated, budget.spent().requests]).toEqual([estimated, 1]);
  });

  test('a request without a bound is given one where the budget is in USD, and only there', async () => {
    const seen: (number | null)[] = [];
    const client = fakeClient((request) => {
      seen.push(request.maxTokens);
      return response('a');
    });
    await budgeted(client, createBudget({ usd: 1, requests: null }), priced).complete(question('q'), never);
    await budgeted(client, createBudget({ usd: 1, requests: null }), priced).complete(ask, never);
    await budgeted(client, createBudget({ usd: null, requests: 9 }), priced).complete(question('q'), never);
    expect(seen).toEqual([defaultMaxTokens, 100, null]);
  });

  test('a model without a known price is refused under USD alone, and counted under requests', async () => {
    const client = fakeClient(() => response('a'));
    const usdOnly = budgeted(client, createBudget({ usd: 1, requests: null }), () => null);
    await expect(usdOnly.complete(ask, never)).rejects.toThrow(BudgetError);
    const both = createBudget({ usd: 1, requests: 5 });
    await budgeted(client, both, () => null).complete(ask, never);
    expect(both.spent()).toMatchObject({ usd: null, requests: 1 });
  });

  test('a local model costs nothing under a budget of nothing', async () => {
    const budget = createBudget({ usd: 0, requests: null });
    await budgeted(
      fakeClient(() => response('a')),
      budget,
      () => localPrice,
    ).complete(ask, never);
    expect(budget.spent()).toMatchObject({ usd: 0, requests: 1 });
  });

  test('a prompt beyond the last known tier is refused', async () => {
    const short: Price = { ...price, tiers: [{ ...price.tiers[0], upToInputTokens: 500 }] };
    const guarded = budgeted(
      fakeClient(() => response('a')),
      createBudget({ usd: 9, requests: null }),
      () => short,
    );
    await guarded.complete(ask, never);
    await expect(guarded.complete(question('x'.repeat(500), { maxTokens: 1 }), never)).rejects.toThrow(
      BudgetError,
    );
  });

  test('whoever gives up while waiting leaves the queue', async () => {
    const budget = createBudget({ usd: mostUsd, requests: null });
    const first = await budget.reserve(BigInt(Math.round(mostUsd * 1e12)), never);
    const stop = new AbortController();
    const second = budget.reserve(1_000_000n, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    first.settle(0n, null);
    expect(budget.spent()).toEqual({ usd: 0, requests: 1, tokens: 0, estimated: 0 });
  });
});
