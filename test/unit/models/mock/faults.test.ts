import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFaultPlan, parseFault, parseWantedFault } from '../../../../models/mock/faults.ts';
import { parcel, started } from './started.ts';

describe('a plan of faults', () => {
  const tenth = { kind: 'rate-limit', on: { every: 10 }, seconds: 0 } as const;

  test('every tenth question is hit once, in whatever order retries come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.array(fc.nat(), { minLength: 40 }), (n, jumps) => {
        const plan = createFaultPlan([tenth], 0);
        const waiting = Array.from({ length: n }, (_, question) => `q${question}`);
        const hits = new Map<string, number>();
        let arrival = 0;
        while (waiting.length > 0) {
          const at = (jumps[arrival % jumps.length] ?? 0) % waiting.length;
          const [question = ''] = waiting.splice(at, 1);
          if (plan.next(++arrival, question) === null) continue;
          hits.set(question, (hits.get(question) ?? 0) + 1);
          waiting.push(question);
        }
        expect(hits.size).toBe(Math.floor(n / 10));
        expect(Math.max(0, ...hits.values())).toBeLessThanOrEqual(1);
        expect(arrival).toBe(n + Math.floor(n / 10));
      }),
    );
  });

  test('a share of 1 never lets through: the provider is down', () => {
    const plan = createFaultPlan([{ kind: 'server-error', on: { share: 1 }, seconds: 0 }], 0);
    expect([1, 2, 3].map((arrival) => plan.next(arrival, 'same')?.kind)).toEqual(
      Array.from({ length: 3 }, () => 'server-error'),
    );
  });

  test('is read with its seconds; without, it is one', () => {
    expect(parseFault('rate-limit:every=10:0.2')).toEqual({ ...tenth, seconds: 0.2 });
    expect(parseFault('slow:0.5')).toEqual({ kind: 'slow', on: { share: 0.5 }, seconds: 1 });
    expect(parseWantedFault('slow:3')).toEqual({ kind: 'slow', seconds: 3 });
    for (const written of ['slow:', 'slow:0.5:-1', 'slow:0.5:1e9', 'rate-limit:0.5:'])
      expect(() => parseFault(written)).toThrow(/no fault/);
    for (const written of ['slo', 'slow:x', 'slow:1:2'])
      expect(() => parseWantedFault(written)).toThrow(/fault/);
  });
});

test('a header that names no fault is refused, not passed over', async () => {
  const { server } = await started();
  const response = await fetch(`${server.url}/v1/models`, { headers: { 'x-mock-fault': 'rate-limt' } });
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { error: { message: expect.stringContaining('did you mean `rate-limit`?') } },
  ]);
});

test('a slow body is whole, its letters too', async () => {
  const { openai } = await started({ persona: 'echo' });
  const content = `x${'😀'.repeat(150)}`;
  const reply = await openai.chat.completions.create(
    { model: 'm', messages: [{ role: 'user', content }] },
    { headers: { 'x-mock-fault': 'slow:0.05' } },
  );
  expect(reply.choices[0]?.message.content).toBe(content);
});

test('a stream that is cut is an error for those who read it', async () => {
  const { openai, anthropic, ollama, server } = await started();
  const headers = { 'x-mock-fault': 'reset' };
  const drained = async (stream: AsyncIterable<unknown>) => {
    for await (const _ of stream);
  };
  const model = 'm';
  const messages = parcel(1);
  await expect(
    openai.chat.completions.create({ model, messages, stream: true }, { headers }).then(drained),
  ).rejects.toThrow();
  await expect(
    anthropic.messages.create({ model, messages, max_tokens: 9, stream: true }, { headers }).then(drained),
  ).rejects.toThrow();
  expect((await ollama.chat({ model, messages })).done).toBe(true);
  expect(Object.fromEntries(server.counts())).toEqual({ reset: 2, 200: 1 });
});

test('closing does not wait for answers that are still to come', async () => {
  const { server } = await started({ latency: '60000' });
  const cut = fetch(`${server.url}/v1/models`).then(
    () => 'answered',
    () => 'cut',
  );
  while (server.arrived() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const start = performance.now();
  await server.close();
  expect(await cut).toBe('cut');
  expect(performance.now() - start).toBeLessThan(5000);
});
