import { expect, test } from 'vitest';
import { z } from 'zod';
import { HeldoutError, InfrastructureError } from '../../core/errors.ts';
import { textRequest } from '../../core/model.ts';
import { anthropicClient } from '../../models/clients/anthropic-client.ts';
import { ollamaClient } from '../../models/clients/ollama-client.ts';
import { openaiClient, openaiCompatibleClient } from '../../models/clients/openai-client.ts';
import { loopbackProvider, type SeenRequest } from '../fixtures/providers/loopback-provider.ts';
import { contractKey, modelClientContract, type ProviderFormat } from './model-client-contract.ts';

const messages = z.array(z.object({ content: z.string() })).catch([]);
const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, part) => (found !== null && typeof found === 'object' ? Reflect.get(found, part) : undefined),
    value,
  );

const chat: Omit<ProviderFormat, 'open'> = {
  reply: (content, { finish } = {}) => ({
    model: 'mock-1',
    choices: [
      { message: { content }, finish_reason: finish === 'filter' ? 'content_filter' : (finish ?? 'stop') },
    ],
    usage: { prompt_tokens: 11, completion_tokens: 7 },
  }),
  toolCall: (name, input) => ({
    model: 'mock-1',
    choices: [
      {
        message: { content: null, tool_calls: [{ function: { name, arguments: JSON.stringify(input) } }] },
        finish_reason: 'tool_calls',
      },
    ],
    usage: { prompt_tokens: 11, completion_tokens: 7 },
  }),
  keyOf: ({ headers }) => headers.authorization ?? null,
  messagesOf: ({ body }) => messages.parse(body['messages']).map(({ content }) => content),
  schemaOf: ({ body }) => at(body, 'response_format', 'json_schema', 'schema'),
};

modelClientContract('openai-compatible', {
  ...chat,
  open: (url) => openaiCompatibleClient('mock', `${url}/v1`, { HELDOUT_API_KEY: contractKey }),
});
modelClientContract('openai, chat completions', {
  ...chat,
  open: (url) => openaiClient('gpt-5-mini', { OPENAI_API_KEY: contractKey }, `${url}/v1`),
});

modelClientContract('openai, responses', {
  open: (url) => openaiClient('gpt-5-pro', { OPENAI_API_KEY: contractKey }, `${url}/v1`),
  reply: (text, { finish } = {}) => ({
    model: 'mock-1',
    status: finish === undefined ? 'completed' : 'incomplete',
    incomplete_details:
      finish === undefined ? null : { reason: finish === 'length' ? 'max_output_tokens' : 'content_filter' },
    output: [{ type: 'reasoning' }, { type: 'message', content: [{ type: 'output_text', text }] }],
    usage: { input_tokens: 11, output_tokens: 7 },
  }),
  toolCall: (name, input) => ({
    model: 'mock-1',
    output: [{ type: 'function_call', name, arguments: JSON.stringify(input) }],
    usage: { input_tokens: 11, output_tokens: 7 },
  }),
  keyOf: chat.keyOf,
  messagesOf: ({ body }) => messages.parse(body['input']).map(({ content }) => content),
  schemaOf: ({ body }) => at(body, 'text', 'format', 'schema'),
});

modelClientContract('anthropic', {
  open: (url) => anthropicClient('claude-mock', { ANTHROPIC_API_KEY: contractKey }, url),
  reply: (text, { finish } = {}) => ({
    model: 'mock-1',
    content: text === '' ? [] : [{ type: 'text', text }],
    stop_reason: finish === 'length' ? 'max_tokens' : finish === 'filter' ? 'refusal' : 'end_turn',
    usage: { input_tokens: 11, output_tokens: 7 },
  }),
  toolCall: (name, input) => ({
    model: 'mock-1',
    content: [{ type: 'tool_use', name, input }],
    stop_reason: 'tool_use',
    usage: { input_tokens: 11, output_tokens: 7 },
  }),
  keyOf: ({ headers }) => String(headers.authorization ?? headers['x-api-key']),
  messagesOf: ({ body }) => [
    ...(body['system'] === undefined ? [] : [String(body['system'])]),
    ...messages.parse(body['messages']).map(({ content }) => content),
  ],
  schemaOf: ({ body }) => at(body, 'output_config', 'format', 'schema'),
});

modelClientContract('ollama', {
  open: (url) => ollamaClient('mock', { OLLAMA_HOST: url }),
  reply: (content, { finish } = {}) => ({
    model: 'mock-1',
    message: { content },
    done_reason: finish ?? 'stop',
    prompt_eval_count: 11,
    eval_count: 7,
  }),
  toolCall: (name, input) => ({
    model: 'mock-1',
    message: { content: '', tool_calls: [{ function: { name, arguments: input } }] },
    done_reason: 'stop',
    prompt_eval_count: 11,
    eval_count: 7,
  }),
  keyOf: () => null,
  messagesOf: chat.messagesOf,
  schemaOf: ({ body }) => body['format'],
});

const never = new AbortController().signal;
const question = textRequest([{ role: 'user', content: 'x' }]);
const codeOf = (error: unknown) => (error instanceof HeldoutError ? error.problems[0].code : String(error));

test('without a key nothing is opened, and a refused one is not repeated', async () => {
  expect(codeOf(await openaiClient('gpt-5', {}).catch((error: unknown) => error))).toBe('MODEL_KEY');
  expect(codeOf(await anthropicClient('claude', {}).catch((error: unknown) => error))).toBe('MODEL_KEY');
  const provider = await loopbackProvider(() => ({
    json: { error: { message: `Incorrect API key provided: ${contractKey}` } },
    status: 401,
  }));
  try {
    const client = await openaiClient('gpt-5', { OPENAI_API_KEY: contractKey }, provider.url);
    const error = await client.complete(question, never).catch((thrown: unknown) => thrown);
    expect(codeOf(error)).toBe('MODEL_AUTH');
    expect(JSON.stringify(error instanceof HeldoutError && error.problems)).not.toContain(contractKey);
  } finally {
    await provider.close();
  }
});

test('OPENAI_API_KEY goes to OpenAI alone: a compatible server gets HELDOUT_API_KEY or nothing of ours', async () => {
  const provider = await loopbackProvider(() => ({ json: chat.reply('y') }));
  try {
    process.env['OPENAI_API_KEY'] = 'sk-OWN';
    const client = await openaiCompatibleClient('mock', provider.url, { OPENAI_API_KEY: 'sk-OWN' });
    await client.complete(question, never);
    expect(JSON.stringify(provider.seen.map((request: SeenRequest) => request.headers))).not.toContain(
      'sk-OWN',
    );
  } finally {
    delete process.env['OPENAI_API_KEY'];
    await provider.close();
  }
});

test('what OPENAI_CUSTOM_HEADERS says is for OpenAI alone, and a key that a server repeats is not', async () => {
  const provider = await loopbackProvider(() => ({
    json: { error: { message: `cannot use ${contractKey}` } },
    status: 400,
  }));
  try {
    process.env['OPENAI_CUSTOM_HEADERS'] = 'X-Internal: sk-OWN\nAuthorization: Bearer sk-OWN';
    const client = await openaiCompatibleClient('mock', provider.url, { HELDOUT_API_KEY: contractKey });
    const error = await client.complete(question, never).catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain(contractKey);
    expect(String(error)).toContain('status 400');
    const [request] = provider.seen;
    expect(request?.headers.authorization).toBe(`Bearer ${contractKey}`);
    expect(JSON.stringify(request?.headers)).not.toContain('sk-OWN');
  } finally {
    delete process.env['OPENAI_CUSTOM_HEADERS'];
    await provider.close();
  }
});

test('what a server says of its limits and of waiting comes through', async () => {
  const provider = await loopbackProvider((_, call) =>
    call === 0
      ? { json: { error: { message: 'slow down' } }, status: 429, headers: { 'retry-after': '3' } }
      : {
          json: chat.reply('y'),
          headers: {
            'x-ratelimit-limit-requests': '60',
            'x-ratelimit-remaining-requests': '59',
            'x-ratelimit-reset-requests': '1m2.5s',
          },
        },
  );
  try {
    const client = await openaiCompatibleClient('mock', provider.url, {});
    const error = await client.complete(question, never).catch((thrown: unknown) => thrown);
    expect(error instanceof InfrastructureError && error.retryAfterMs).toBe(3000);
    expect((await client.complete(question, never)).rateLimit).toEqual({
      requests: { limit: 60, remaining: 59, resetMs: 62_500 },
      tokens: null,
    });
  } finally {
    await provider.close();
  }
});

test('a JSON reply of Ollama that is whole counts, though white space filled the limit', async () => {
  const provider = await loopbackProvider(() => ({
    json: { model: 'm', message: { content: '{"a":1}\n\n   ' }, done_reason: 'length', eval_count: 7 },
  }));
  try {
    const client = await ollamaClient('m', { OLLAMA_HOST: provider.url });
    const reply = await client.complete(
      { ...question, reply: { kind: 'json', name: 'a', schema: { type: 'object' } } },
      never,
    );
    expect(reply.text).toBe('{"a":1}');
  } finally {
    await provider.close();
  }
});
