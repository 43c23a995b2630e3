import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InfrastructureError } from '../../../core/errors.ts';
import type { ModelClient, RateLimit } from '../../../core/model.ts';
import { limited } from '../../../models/limited.ts';
import { createRateLimiter, type RateLimits } from '../../../models/rate-limiter.ts';
import { retriedClient } from '../../../models/retried-client.ts';
import { fakeClient, never, question, response } from './fake-client.ts';
import { FakeClock } from './fake-clock.ts';

function limiterAt(clock: FakeClock, limits: RateLimits) {
  return createRateLimiter({ ...limits, now: clock.now, wait: clock.wait });
}

/** Most of what was sent in any 60 seconds. */
function mostInAMinute(sent: readonly { readonly at: number; readonly amount: number }[]): number {
  const sums = sent.map(({ at }) =>
    sent
      .filter((other) => other.at >= at && other.at < at + 60_000)
      .reduce((sum, { amount }) => sum + amount, 0),
  );
  return Math.max(0, ...sums);
}

/** A server that answers every tenth request with 429, as a client behind limiter and retries meets it. */
function everyTenth(options: {
  readonly retryAfterMs: number;
  readonly wait: (ms: number) => Promise<unknown>;
}) {
  const log: { readonly content: string; readonly ok: boolean }[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const client = fakeClient(async (request) => {
    const content = request.messages[0].content;
    const ok = (log.length + 1) % 10 !== 0;
    log.push({ content, ok });
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    await options.wait(5);
    inFlight--;
    if (!ok) throw new InfrastructureError('429', options.retryAfterMs);
    return response(`answer to ${content}`);
  });
  return { client, log, mostInFlight: () => mostInFlight };
}

describe('a limiter with a server that says 429', () => {
  test('1,000 calls, every tenth request refused: all answered, none twice, few wasted', async () => {
    const clock = new FakeClock();
    const server = everyTenth({ retryAfterMs: 1000, wait: (ms) => clock.sleep(ms) });
    const limiter = limiterAt(clock, { concurrency: 50 });
    const client = retriedClient(limited(server.client, limiter), {
      retries: 5,
      random: Math.random,
      wait: clock.wait,
    });
    const answers = await clock.until(
      Promise.all(Array.from({ length: 1000 }, (_, n) => client.complete(question(`q${n}`), never))),
    );
    expect(answers.map(({ text }) => text)).toEqual(
      Array.from({ length: 1000 }, (_, n) => `answer to q${n}`),
    );
    const answered = server.log.filter(({ ok }) => ok).map(({ content }) => content);
    expect(answered).toHaveLength(1000);
    expect(new Set(answered).size).toBe(1000);
    expect(server.log.length).toBe(1111);
    // 111 pauses of one second, and little beside them: pauses of calls that were refused together are one pause.
    expect(clock.now()).toBeLessThan(125_000);
    expect(server.mostInFlight()).toBeLessThanOrEqual(50);
    expect([limiter.inFlight, limiter.queued, clock.waiting]).toEqual([0, 0, 0]);
  });

  /** Lets twenty through, then nobody for ten seconds: what a limit does to a burst. Gives the requests for 200 calls. */
  async function requestsOf(pace: (client: ModelClient, clock: FakeClock) => ModelClient): Promise<number> {
    const clock = new FakeClock();
    let openFrom = 0;
    let requests = 0;
    const client = fakeClient(async () => {
      requests++;
      const open = clock.now() >= openFrom;
      if (open && requests % 20 === 0) openFrom = clock.now() + 10_000;
      await clock.sleep(50);
      if (!open) throw new InfrastructureError('429', Math.max(1, openFrom - clock.now()));
      return response('ok');
    });
    const calls = retriedClient(pace(client, clock), { retries: 99, random: () => 0.5, wait: clock.wait });
    let left = 200;
    const worker = async () => {
      while (left-- > 0) await calls.complete(question('q'), never);
    };
    await clock.until(Promise.all(Array.from({ length: 16 }, worker)));
    return requests;
  }

  test('after a pause one goes first: far fewer requests are refused than without a limiter', async () => {
    const paced = await requestsOf((client, clock) => limited(client, limiterAt(clock, { concurrency: 16 })));
    const unpaced = await requestsOf((client) => client);
    expect(paced).toBeLessThan(300);
    expect(unpaced).toBeGreaterThan(350);
  });

  test('in real time: 300 calls, 8 at once, 5 ms each, Retry-After of 20 ms', async () => {
    const server = everyTenth({ retryAfterMs: 20, wait: (ms) => new Promise((go) => setTimeout(go, ms)) });
    const client = retriedClient(limited(server.client, createRateLimiter({ concurrency: 8 })), {
      retries: 5,
    });
    await Promise.all(Array.from({ length: 300 }, (_, n) => client.complete(question(`q${n}`), never)));
    expect(server.log.length).toBe(333);
    expect(server.mostInFlight()).toBeLessThanOrEqual(8);
  });
});

describe('concurrency', () => {
  const throttle = new InfrastructureError('429', 100);

  test('halves once for calls that were refused together, then grows by one after a run of successes', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 8 });
    const permits = await Promise.all(Array.from({ length: 8 }, () => limiter.acquire(1, never)));
    for (const permit of permits) permit.failed(throttle);
    expect(limiter.concurrency).toBe(1); // one goes first
    const succeed = async () => {
      const permit = await clock.until(limiter.acquire(1, never));
      permit.answered({ usage: null, rateLimit: null });
    };
    await succeed();
    expect(limiter.concurrency).toBe(4);
    for (let n = 0; n < 3; n++) await succeed();
    expect(limiter.concurrency).toBe(5);
    for (let n = 0; n < 5 + 6 + 7; n++) await succeed();
    expect(limiter.concurrency).toBe(8);
    for (let n = 0; n < 100; n++) await succeed();
    expect(limiter.concurrency).toBe(8);
  });

  test('never falls below one', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 3 });
    for (let n = 0; n < 5; n++) (await clock.until(limiter.acquire(1, never))).failed(throttle);
    expect(limiter.concurrency).toBe(1);
    await clock.until(limiter.acquire(1, never));
  });

  test('a 429 holds back everybody until Retry-After has passed', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 4 });
    const first = await limiter.acquire(1, never);
    first.failed(new InfrastructureError('429', 5000));
    const times = [1, 2, 3].map(async () => {
      const permit = await limiter.acquire(1, never);
      permit.answered({ usage: null, rateLimit: null });
      return clock.now();
    });
    expect(await clock.until(Promise.all(times))).toEqual([5000, 5000, 5000]);
  });
});

describe('requests and tokens a minute', () => {
  test('no 60 seconds hold more than the limits, everybody gets through, in the order in which they came', async () => {
    const jobs = fc.array(
      fc.record({ tokens: fc.integer({ min: 1, max: 900 }), gap: fc.integer({ min: 0, max: 9000 }) }),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    await fc.assert(
      fc.asyncProperty(jobs, fc.integer({ min: 1, max: 12 }), async (list, requestsPerMinute) => {
        const clock = new FakeClock();
        const limiter = limiterAt(clock, { requestsPerMinute, tokensPerMinute: 1000, concurrency: 5 });
        const sent: { readonly at: number; readonly amount: number; readonly n: number }[] = [];
        const work = list.map(async ({ tokens, gap }, n) => {
          const permit = await limiter.acquire(tokens, never);
          sent.push({ at: clock.now(), amount: tokens, n });
          await clock.sleep(gap);
          permit.answered({ usage: { inputTokens: tokens, outputTokens: 0 }, rateLimit: null });
        });
        await clock.until(Promise.all(work));
        expect(sent.map(({ n }) => n)).toEqual(list.map((_, n) => n));
        expect(mostInAMinute(sent)).toBeLessThanOrEqual(1000);
        expect(mostInAMinute(sent.map((item) => ({ ...item, amount: 1 })))).toBeLessThanOrEqual(
          requestsPerMinute,
        );
        expect(clock.waiting).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('a request larger than the limit goes when the minute before it is empty', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { tokensPerMinute: 100, concurrency: 5 });
    const times: number[] = [];
    const send = async (tokens: number) => {
      await limiter.acquire(tokens, never);
      times.push(clock.now());
    };
    await clock.until(Promise.all([send(60), send(5000), send(60)]));
    expect(times).toEqual([0, 60_000, 120_000]);
  });

  test('the usage of a reply takes the place of the guess', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { tokensPerMinute: 100, concurrency: 5 });
    const first = await limiter.acquire(100, never);
    const second = limiter.acquire(90, never);
    first.answered({ usage: { inputTokens: 6, outputTokens: 4 }, rateLimit: null });
    await clock.until(second);
    expect(clock.now()).toBe(0);
  });

  test.each([0, -1, Number.NaN])('a limit of %s is refused', (limit) => {
    expect(() => createRateLimiter({ concurrency: limit })).toThrow(RangeError);
    expect(() => createRateLimiter({ concurrency: 1, requestsPerMinute: limit })).toThrow(RangeError);
  });
});

describe('what the server says is left', () => {
  const saying = (requests: RateLimit['requests'], tokens: RateLimit['tokens'] = null) => ({
    usage: null,
    rateLimit: { requests, tokens },
  });

  test('nothing left: the next goes when one has come back, at the rate at which they come back', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 5 });
    const permit = await limiter.acquire(1, never);
    permit.answered(saying({ limit: 60, remaining: 0, resetMs: 60_000 }));
    await clock.until(limiter.acquire(1, never));
    expect(clock.now()).toBe(1000);
    await clock.until(limiter.acquire(1, never));
    expect(clock.now()).toBe(2000);
  });

  test('without a limit it waits for the reset; with enough left it does not wait', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 5 });
    (await limiter.acquire(1, never)).answered(saying({ limit: null, remaining: 2, resetMs: 7000 }));
    await limiter.acquire(1, never);
    await limiter.acquire(1, never);
    await clock.until(limiter.acquire(1, never));
    expect(clock.now()).toBe(7000);
  });

  test('tokens: what is asked for counts, and a request larger than all goes at the reset', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 5 });
    (await limiter.acquire(1, never)).answered(saying(null, { limit: 1000, remaining: 400, resetMs: 6000 }));
    await limiter.acquire(300, never);
    expect(clock.now()).toBe(0);
    await clock.until(limiter.acquire(200, never)); // 100 are left; 100 tokens a second come back
    expect(clock.now()).toBe(1000);
    await clock.until(limiter.acquire(50_000, never));
    expect(clock.now()).toBe(6000);
  });

  test('a limit by the day is not waited for: one a minute asks how things stand', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 5 });
    (await limiter.acquire(1, never)).answered(saying({ limit: null, remaining: 0, resetMs: 86_400_000 }));
    const times = [1, 2].map(async () => {
      await limiter.acquire(1, never);
      return clock.now();
    });
    expect(await clock.until(Promise.all(times))).toEqual([60_000, 120_000]);
  });

  test('what is under way is taken off, and a reset that is not said is not waited for', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { concurrency: 5 });
    const [one] = await Promise.all([limiter.acquire(1, never), limiter.acquire(1, never)]);
    one?.answered(saying({ limit: null, remaining: 1, resetMs: 3000 }));
    await clock.until(limiter.acquire(1, never));
    expect(clock.now()).toBe(3000);
    const other = limiterAt(clock, { concurrency: 5 });
    (await other.acquire(1, never)).answered(saying({ limit: 9, remaining: 0, resetMs: null }));
    await other.acquire(1, never);
    expect(clock.now()).toBe(3000);
  });
});

describe('aborting', () => {
  test('whoever gives up leaves the queue at once, and those behind move up', async () => {
    const clock = new FakeClock();
    const limiter = limiterAt(clock, { tokensPerMinute: 100, concurrency: 5 });
    await limiter.acquire(50, never);
    const stop = new AbortController();
    const large = limiter.acquire(90, stop.signal);
    const small = limiter.acquire(40, never);
    expect(limiter.queued).toBe(2);
    stop.abort(new Error('stopped'));
    await expect(large).rejects.toThrow('stopped');
    await small;
    expect([clock.now(), limiter.queued, clock.waiting]).toEqual([0, 0, 0]);
  });

  test('a signal that has aborted gets no leave', async () => {
    const limiter = createRateLimiter({ concurrency: 1 });
    await expect(limiter.acquire(1, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect([limiter.inFlight, limiter.queued]).toEqual([0, 0]);
  });

  test('a call that is aborted under way frees its place', async () => {
    const limiter = createRateLimiter({ concurrency: 1 });
    const hanging = fakeClient(
      (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const stop = new AbortController();
    const work = limited(hanging, limiter).complete(question('q'), stop.signal);
    const next = limited(
      fakeClient(() => response('ok')),
      limiter,
    ).complete(question('q'), never);
    await new Promise((go) => setImmediate(go));
    stop.abort(new Error('stopped'));
    await expect(work).rejects.toThrow('stopped');
    expect((await next).text).toBe('ok');
    expect(limiter.inFlight).toBe(0);
  });
});
