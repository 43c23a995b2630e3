import { toFile } from 'openai';
import { describe, expect, test } from 'vitest';
import { parcel, started } from './started.ts';

type Endpoint = '/v1/chat/completions' | '/v1/responses' | '/v1/embeddings';
type Sdks = Awaited<ReturnType<typeof started>>;

async function upload({ openai }: Sdks, content: string) {
  return openai.files.create({ purpose: 'batch', file: await toFile(Buffer.from(content), 'in.jsonl') });
}

async function batched(sdks: Sdks, endpoint: Endpoint, bodies: readonly object[]) {
  const { openai } = sdks;
  const lines = bodies.map((body, i) =>
    JSON.stringify({ custom_id: `c${i}`, method: 'POST', url: endpoint, body }),
  );
  const { id } = await upload(sdks, lines.join('\n'));
  const made = await openai.batches.create({ input_file_id: id, endpoint, completion_window: '24h' });
  const batch = await openai.batches.retrieve(made.id);
  const read = async (file: string | null | undefined) =>
    file == null
      ? []
      : (await (await openai.files.content(file)).text())
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line));
  return { batch, output: await read(batch.output_file_id), errors: await read(batch.error_file_id) };
}
const question = { model: 'sure', messages: parcel(1) };

describe('OpenAI’s batches', () => {
  test('hold responses and embeddings too; a stream is not one there', async () => {
    const sdks = await started({ batchMs: 0 });
    const responses = await batched(sdks, '/v1/responses', [{ model: 'sure', input: 'my parcel' }]);
    expect(responses.output[0].response.body.output[0].content[0].text).toBe('delivery');
    const embeddings = await batched(sdks, '/v1/embeddings', [{ model: 'e', input: 'x', dimensions: 8 }]);
    expect(embeddings.output[0].response.body.data[0].embedding).toHaveLength(8);
    const streamed = await batched(sdks, '/v1/chat/completions', [{ ...question, stream: true }]);
    expect(streamed.output[0].response.body.choices[0].message.content).toBe('delivery');
  });

  test('a request that is no good fails alone', async () => {
    const sdks = await started({ batchMs: 0 });
    const { batch, output, errors } = await batched(sdks, '/v1/chat/completions', [question, { model: 'm' }]);
    expect(batch).toMatchObject({ status: 'completed', request_counts: { completed: 1, failed: 1 } });
    expect(output).toMatchObject([{ custom_id: 'c0', response: { status_code: 200 } }]);
    expect(errors).toMatchObject([{ custom_id: 'c1', response: { status_code: 400 } }]);
  });

  test('an input file that is no good makes the whole batch fail, with the lines', async () => {
    const sdks = await started({ batchMs: 0 });
    const line = JSON.stringify({ custom_id: 'a', method: 'POST', url: '/v1/responses', body: {} });
    const { id } = await upload(sdks, `${line}\nno\n${line}`);
    const made = await sdks.openai.batches.create({
      input_file_id: id,
      endpoint: '/v1/responses',
      completion_window: '24h',
    });
    const { status, errors } = await sdks.openai.batches.retrieve(made.id);
    expect(status).toBe('failed');
    expect(errors?.data?.map(({ code, line: at }) => [code, at])).toEqual([
      ['invalid_json_line', 2],
      ['duplicate_custom_id', 3],
    ]);
    await expect(
      sdks.openai.batches.create({
        input_file_id: 'none',
        endpoint: '/v1/responses',
        completion_window: '24h',
      }),
    ).rejects.toMatchObject({ status: 400 });
  });

  test('one that is complete cannot be cancelled, and keeps its results', async () => {
    const sdks = await started({ batchMs: 0 });
    const { batch } = await batched(sdks, '/v1/chat/completions', [question]);
    await expect(sdks.openai.batches.cancel(batch.id)).rejects.toMatchObject({ status: 409 });
    expect((await sdks.openai.batches.retrieve(batch.id)).status).toBe('completed');
  });

  test('faults with a status hit items, others the connection only', async () => {
    const sdks = await started({ batchMs: 0, fault: ['slow:1:0', 'overloaded:0.4'], seed: 5 });
    const { output, errors } = await batched(
      sdks,
      '/v1/chat/completions',
      Array.from({ length: 40 }, () => question),
    );
    expect(output.length + errors.length).toBe(40);
    expect(errors.length).toBeGreaterThan(5);
    expect(new Set(errors.map(({ response }) => response.status_code))).toEqual(new Set([529]));
  });
});

describe('Anthropic’s batches', () => {
  const params = { model: 'sure', max_tokens: 50, messages: parcel(1) };

  test('two requests of one name are refused; one that is no good fails alone', async () => {
    const { anthropic } = await started({ batchMs: 0 });
    const requests = (...names: readonly string[]) =>
      names.map((custom_id) => ({ custom_id, params: custom_id === 'bad' ? ({} as typeof params) : params })); // a client's mistake
    await expect(anthropic.messages.batches.create({ requests: requests('a', 'a') })).rejects.toMatchObject({
      status: 400,
    });
    const { id } = await anthropic.messages.batches.create({ requests: requests('a', 'bad') });
    const types = new Map<string, unknown>();
    for await (const { custom_id, result } of await anthropic.messages.batches.results(id))
      types.set(custom_id, result);
    expect(types.get('a')).toMatchObject({ type: 'succeeded', message: { stop_reason: 'end_turn' } });
    expect(types.get('bad')).toMatchObject({
      type: 'errored',
      error: { error: { type: 'invalid_request_error' } },
    });
  });

  test('a cancelled one says so of each request', async () => {
    const { anthropic } = await started({ batchMs: 60_000 });
    const { id } = await anthropic.messages.batches.create({ requests: [{ custom_id: 'a', params }] });
    expect((await anthropic.messages.batches.cancel(id)).request_counts).toMatchObject({ canceled: 1 });
    for await (const { result } of await anthropic.messages.batches.results(id))
      expect(result.type).toBe('canceled');
  });
});
