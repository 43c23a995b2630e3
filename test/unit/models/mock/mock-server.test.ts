import { setMaxListeners } from 'node:events';
import { type OpenAI, toFile } from 'openai';
import { describe, expect, test, vi } from 'vitest';
import { textRequest } from '../../../../core/model.ts';
import { openaiCompatibleClient } from '../../../../models/clients/openai-client.ts';
import { limited } from '../../../../models/limited.ts';
import { createRateLimiter } from '../../../../models/rate-limiter.ts';
import { retriedClient } from '../../../../models/retried-client.ts';
import { mock } from '../../../../pipeline/mock.ts';
import { project } from '../../../e2e/cli.ts';
import { parcel, started } from './started.ts';

describe('the official SDKs understand it', () => {
  test('OpenAI: chat, stream, schema, tools, responses, embeddings, models', async () => {
    const { openai } = await started({ persona: 'persona.yaml' });
    const model = 'sure';
    const weather = [{ role: 'user' as const, content: 'weather?' }];
    const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: {} } }];
    const reply = await openai.chat.completions.create({ model, messages: weather, tools });
    expect(reply.choices[0]?.message.tool_calls?.[0]).toMatchObject({
      function: { name: 'weather', arguments: '{"city":"Paris"}' },
    });
    const schema = {
      type: 'object',
      properties: { label: { enum: ['unclear', 'other'] }, sure: { type: 'boolean' } },
    };
    const json = await openai.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'hm' }],
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    });
    expect(JSON.parse(json.choices[0]?.message.content ?? '')).toEqual({ label: 'unclear', sure: false });
    const any = await openai.chat.completions.create({
      model,
      messages: parcel(1),
      response_format: { type: 'json_object' },
    });
    expect(JSON.parse(any.choices[0]?.message.content ?? '')).toEqual({ answer: 'delivery' });
    const parsed = await openai.responses.create({
      model,
      input: 'hm',
      text: { format: { type: 'json_schema', name: 'x', schema } },
    });
    expect(JSON.parse(parsed.output_text)).toEqual({ label: 'unclear', sure: false });

    const streamed = async (more: { stream_options?: { include_usage: boolean } }) => {
      const stream = await openai.chat.completions.create({
        model,
        messages: parcel(1),
        stream: true,
        ...more,
      });
      let text = '';
      const chunks: unknown[] = [];
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? '';
        chunks.push([chunk.choices.length, chunk.usage?.completion_tokens ?? null]);
      }
      return { text, last: chunks.at(-1) };
    };
    // OpenAI counts a stream only where it is asked to, in a chunk of its own without a choice.
    expect(await streamed({})).toEqual({ text: 'delivery', last: [1, null] });
    expect(await streamed({ stream_options: { include_usage: true } })).toEqual({
      text: 'delivery',
      last: [0, 2],
    });

    const response = await openai.responses.create({ model, input: 'Where is my parcel?' });
    expect(response.output_text).toBe('delivery');
    const events: string[] = [];
    let said = '';
    for await (const event of await openai.responses.create({
      model,
      input: 'Where is my parcel?',
      stream: true,
    })) {
      events.push(event.type);
      if (event.type === 'response.output_text.delta') said += event.delta;
    }
    expect(said).toBe('delivery');
    expect([events[0], events.at(-1)]).toEqual(['response.created', 'response.completed']);

    const { data } = await openai.embeddings.create({ model, input: ['a b', 'a c', 'x y', 'a b'] });
    const short = await openai.embeddings.create({ model, input: [[1, 2], [3]], dimensions: 16 });
    expect(short.data.map(({ embedding }) => embedding.length)).toEqual([16, 16]);
    const dot = (i: number, j: number) =>
      (data[i]?.embedding ?? []).reduce((sum, value, at) => sum + value * (data[j]?.embedding[at] ?? 0), 0);
    expect(dot(0, 3)).toBeCloseTo(1, 4);
    expect(dot(0, 1)).toBeGreaterThan(dot(0, 2));
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(['mock', 'weak']);
  });

  test('Anthropic: messages, stream, tools', async () => {
    const { anthropic } = await started();
    const asked = { model: 'sure', max_tokens: 100 };
    const reply = await anthropic.messages.create({ ...asked, messages: parcel(1) });
    expect(reply).toMatchObject({ content: [{ type: 'text', text: 'delivery' }], stop_reason: 'end_turn' });
    const schema = { type: 'object', properties: { label: { enum: ['other', 'delivery'] } } };
    const json = await anthropic.messages.create({
      ...asked,
      messages: parcel(1),
      output_config: { format: { type: 'json_schema', schema } },
    });
    expect(json.content).toMatchObject([{ text: '{"label":"delivery"}' }]);
    const called = await anthropic.messages.create({
      ...asked,
      messages: [{ role: 'user', content: 'weather?' }],
      tools: [{ name: 'weather', input_schema: { type: 'object' } }],
    });
    expect(called).toMatchObject({
      content: [{ type: 'tool_use', input: { city: 'Paris' } }],
      stop_reason: 'tool_use',
    });
    const streamed = await anthropic.messages.stream({ ...asked, messages: parcel(1) }).finalMessage();
    expect(streamed).toMatchObject({ content: [{ text: 'delivery' }], usage: { output_tokens: 2 } });
  });

  test('Ollama: chat, generate, stream, show, embed, tags', async () => {
    const { ollama } = await started();
    const model = 'sure';
    expect((await ollama.chat({ model, messages: parcel(1) })).message.content).toBe('delivery');
    expect((await ollama.generate({ model, prompt: 'my parcel' })).response).toBe('delivery');
    const schema = { type: 'object', properties: { label: { enum: ['other', 'delivery'] } } };
    const json = await ollama.chat({ model, messages: parcel(1), format: schema });
    expect(json.message.content).toBe('{"label":"delivery"}');
    let text = '';
    let last = '';
    for await (const part of await ollama.chat({
      model,
      messages: [{ role: 'user', content: 'hm ' }],
      stream: true,
    })) {
      text += part.message.content;
      last = part.done_reason ?? '';
    }
    expect([text, last]).toEqual(['unclear', 'stop']);
    expect((await ollama.embed({ model, input: ['a', 'b'] })).embeddings).toHaveLength(2);
    expect((await ollama.show({ model: 'gemma3:270m' })).model_info).toMatchObject({
      'general.basename': 'gemma3',
    });
    expect((await ollama.list()).models.map(({ name }) => name)).toEqual(['mock', 'weak']);
  });

  test('batches: every request is answered once, and not in order', async () => {
    const { openai, anthropic } = await started({ batchMs: 200 });
    const names = Array.from({ length: 40 }, (_, i) => `case-${i}`);
    const lines = names.map((custom_id, i) =>
      JSON.stringify({
        custom_id,
        method: 'POST',
        url: '/v1/chat/completions',
        body: { model: 'sure', messages: parcel(i) },
      }),
    );
    const file = await openai.files.create({
      purpose: 'batch',
      file: await toFile(Buffer.from(lines.join('\n')), 'in.jsonl'),
    });
    const made = await openai.batches.create({
      input_file_id: file.id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
    const ended = await vi.waitFor(async () => {
      const batch = await openai.batches.retrieve(made.id);
      expect(batch.status).toBe('completed');
      return batch;
    }, 10_000);
    expect(ended).toMatchObject({
      status: 'completed',
      request_counts: { total: 40, completed: 40, failed: 0 },
    });
    const output = await (await openai.files.content(ended.output_file_id ?? '')).text();
    const order = output
      .trim()
      .split('\n')
      .map((line) => String(JSON.parse(line).custom_id));
    expect(order.toSorted()).toEqual(names.toSorted());
    expect(order).not.toEqual(names);

    const batch = await anthropic.messages.batches.create({
      requests: names.map((custom_id, i) => ({
        custom_id,
        params: { model: 'sure', max_tokens: 50, messages: parcel(i) },
      })),
    });
    await vi.waitFor(async () => {
      const { request_counts } = await anthropic.messages.batches.retrieve(batch.id);
      expect(request_counts.succeeded).toBe(40);
    }, 10_000);
    const results: string[] = [];
    for await (const { custom_id, result } of await anthropic.messages.batches.results(batch.id)) {
      expect(result.type).toBe('succeeded');
      results.push(custom_id);
    }
    expect(results.toSorted()).toEqual(names.toSorted());
    expect(results).not.toEqual(names);
  });

  test('a batch that is under way says so, and can be cancelled', async () => {
    const { openai, anthropic } = await started({ batchMs: 600_000 });
    const params = { model: 'sure', messages: parcel(1) };
    const line = { custom_id: 'one', method: 'POST', url: '/v1/chat/completions', body: params };
    const file = await openai.files.create({
      purpose: 'batch',
      file: await toFile(Buffer.from(JSON.stringify(line)), 'in.jsonl'),
    });
    const made = await openai.batches.create({
      input_file_id: file.id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
    expect(made.status).toBe('in_progress');
    expect((await openai.batches.cancel(made.id)).status).toBe('cancelled');
    const batch = await anthropic.messages.batches.create({
      requests: [{ custom_id: 'one', params: { ...params, max_tokens: 50 } }],
    });
    expect(batch.processing_status).toBe('in_progress');
  });
});

describe('a persona', () => {
  test('has the accuracy that it says, and gives one question one answer in whatever order', async () => {
    const { openai } = await started({ seed: 3 });
    const ask = async (model: string, n: number) =>
      (await openai.chat.completions.create({ model, messages: parcel(n) })).choices[0]?.message.content;
    const all = async (model: string, order: readonly number[]) => {
      const replies = await Promise.all(order.map(async (n) => [n, await ask(model, n)] as const));
      return new Map(replies);
    };
    const order = Array.from({ length: 400 }, (_, i) => i);
    const [strong, again, weak] = [
      await all('sure', order),
      await all('sure', order.toReversed()),
      await all('weak', order),
    ];
    expect([...again].toSorted(([a], [b]) => a - b)).toEqual([...strong]);
    const right = (replies: ReadonlyMap<number, unknown>) =>
      [...replies.values()].filter((text) => text === 'delivery').length / replies.size;
    // 400 draws: four standard errors are .06 and .1.
    expect(Math.abs(right(strong) - 0.9)).toBeLessThan(0.06);
    expect(Math.abs(right(weak) - 0.5)).toBeLessThan(0.1);
  });

  test('that says something unknown, or no pattern, is refused with what is wrong', async () => {
    const folder = project({ 'a.yaml': 'acuracy: 0.9', 'b.yaml': "answers: [{ match: '(' , reply: x }]" });
    for (const [file, words] of [
      ['a.yaml', 'acuracy'],
      ['b.yaml', 'regular expression'],
      ['c.yaml', 'ENOENT'],
    ])
      await expect(mock({ persona: file ?? '', workingFolder: folder })).rejects.toThrow(words);
  });
});

describe('faults on demand', () => {
  const ask = (openai: OpenAI, fault: string) =>
    openai.chat.completions.create(
      { model: 'm', messages: parcel(1) },
      { headers: { 'x-mock-fault': fault } },
    );

  test.each([
    ['rate-limit:2', 429],
    ['server-error', 500],
    ['overloaded', 529],
  ])('%s is status %i', async (fault, status) => {
    const { openai, anthropic } = await started();
    await expect(ask(openai, fault)).rejects.toMatchObject({ status });
    await expect(
      anthropic.messages.create(
        { model: 'm', max_tokens: 9, messages: parcel(1) },
        { headers: { 'x-mock-fault': fault } },
      ),
    ).rejects.toMatchObject({ status, error: { type: 'error' } });
  });

  test('429 says when to come back', async () => {
    const { server } = await started();
    const response = await fetch(`${server.url}/api/chat`, {
      method: 'POST',
      headers: { 'x-mock-fault': 'rate-limit:2' },
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
  });

  test('replies that are cut, broken, of another type or slow', async () => {
    const { openai, server } = await started();
    await expect(ask(openai, 'reset')).rejects.toThrow();
    await expect(ask(openai, 'truncated')).rejects.toThrow();
    const html = await fetch(`${server.url}/v1/models`, { headers: { 'x-mock-fault': 'content-type' } });
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html']);
    const start = performance.now();
    expect((await ask(openai, 'slow:0.2')).choices[0]?.message.content).toMatch(/\w/);
    expect(performance.now() - start).toBeGreaterThan(150);
  });

  test('every tenth request refused: our client loses none and doubles none', async () => {
    const { server } = await started({ fault: ['rate-limit:every=10:0.01'] });
    const client = await openaiCompatibleClient('sure', `${server.url}/v1`, {});
    const patient = retriedClient(limited(client, createRateLimiter({ concurrency: 8 })), { retries: 6 });
    const never = new AbortController().signal;
    setMaxListeners(0, never);
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, n) => patient.complete(textRequest([...parcel(n)] as never), never)),
    );
    expect(replies).toHaveLength(200);
    // One question in ten is refused, and asked once more: no retry is refused again.
    expect(server.arrived()).toBe(220);
    expect(Object.fromEntries(server.counts())).toEqual({ 200: 200, 'rate-limit': 20 });
  });

  test('a share of the requests, the same ones for the same seed', async () => {
    const failed = async (seed: number) => {
      const { openai } = await started({ fault: ['server-error:0.3'], seed });
      const statuses: number[] = [];
      for (let n = 0; n < 60; n++)
        statuses.push(
          await openai.chat.completions.create({ model: 'm', messages: parcel(n) }).then(
            () => 200,
            ({ status }) => status,
          ),
        );
      return statuses.join();
    };
    const once = await failed(1);
    expect(await failed(1)).toBe(once);
    expect(await failed(2)).not.toBe(once);
    expect(once.match(/500/g)?.length).toBeGreaterThan(8);
  });

  test.each([
    'rate-limt:0.1',
    'rate-limit',
    'rate-limit:2',
    'rate-limit:every=0',
    'slow:0.5:x',
    'slow:0.5:1:2',
  ])('%s is no fault', async (fault) => {
    await expect(mock({ fault: [fault] })).rejects.toThrow(/fault/);
  });
});

test('bad requests get the provider’s own error', async () => {
  const { server, openai, ollama } = await started({ models: ['known'], requireKey: false });
  await expect(openai.chat.completions.create({ model: 'other', messages: [] })).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  });
  await expect(ollama.show({ model: 'other' })).rejects.toThrow(/not found/);
  const post = async (path: string, body: string) => {
    const response = await fetch(server.url + path, { method: 'POST', body });
    return [response.status, await response.json()];
  };
  expect(await post('/v1/chat/completions', '{')).toMatchObject([
    400,
    { error: { type: 'invalid_request_error' } },
  ]);
  expect(await post('/v1/messages', '{}')).toMatchObject([
    400,
    { type: 'error', error: { type: 'invalid_request_error' } },
  ]);
  expect(await post('/api/chat', '{}')).toMatchObject([400, { error: expect.any(String) }]);
  // Only an unknown model has the code that clients look for.
  expect(await post('/v1/nothing', '{}')).toMatchObject([404, { error: { code: null } }]);
  expect(await post('/v1/embeddings', '{"model":"other","input":"x"}')).toMatchObject([
    404,
    { error: { code: 'model_not_found' } },
  ]);
  expect(await post('/v1/chat/completions', '{"model":"known","messages":[],"n":2}')).toMatchObject([
    400,
    {},
  ]);
  expect(await post('/v1/files', 'no form')).toMatchObject([400, {}]);
  const locked = await started({ requireKey: true });
  expect((await fetch(`${locked.server.url}/v1/models`)).status).toBe(401);
  expect((await locked.openai.models.list()).data).toHaveLength(2);
  expect((await locked.anthropic.models.list()).data.map(({ type, id }) => [type, id])).toEqual([
    ['model', 'mock'],
    ['model', 'weak'],
  ]);
  // Ollama has no keys: its clients could not send one.
  expect((await locked.ollama.list()).models).toHaveLength(2);
});
