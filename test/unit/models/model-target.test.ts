import { describe, expect, test } from 'vitest';
import type { CaseInput } from '../../../core/case.ts';
import { BudgetError, fault, InfrastructureError } from '../../../core/errors.ts';
import { type ModelRequest, ReplyError } from '../../../core/model.ts';
import { modelTarget } from '../../../models/model-target.ts';
import { fakeClient, never, response } from './fake-client.ts';

const input: CaseInput = {
  messages: [
    { role: 'system', content: 'Answer from the documents.' },
    { role: 'user', content: 'First?' },
    { role: 'assistant', content: 'Yes.' },
    { role: 'user', content: 'And then?' },
  ],
};

async function requestOf(given: CaseInput, options = {}, attempt = 0): Promise<ModelRequest> {
  const seen: ModelRequest[] = [];
  const client = fakeClient((request) => {
    seen.push(request);
    return response('x');
  });
  await modelTarget(client, options).call(given, never, 'c1', attempt);
  const [request] = seen;
  if (request === undefined) throw new Error('nothing was asked');
  return request;
}

describe('modelTarget', () => {
  test('sends messages and tools as they are, with the settings it was given', async () => {
    const tools = [{ name: 'find', description: 'Finds.', parameters: { type: 'object' } }];
    const settings = { maxTokens: 64, temperature: 0, seed: 7 };
    expect(await requestOf({ ...input, tools }, settings, 2)).toEqual({
      messages: input.messages,
      reply: { kind: 'text' },
      tools,
      maxTokens: 64,
      temperature: 0,
      seed: 7,
      stop: [],
      logprobs: false,
      attempt: 2,
    });
    expect(await requestOf(input)).toMatchObject({
      maxTokens: null,
      temperature: null,
      seed: null,
      attempt: 0,
      tools: [],
    });
  });

  test('documents stand before the text of the last user message', async () => {
    const documents = [
      { id: 'a', text: 'Alpha.' },
      { id: 'b "c"', text: 'Beta.' },
    ];
    const { messages } = await requestOf({ ...input, documents });
    expect(messages.slice(0, 3)).toEqual(input.messages.slice(0, 3));
    expect(messages[3]).toEqual({
      role: 'user',
      content:
        '<document id="a">\nAlpha.\n</document>\n\n<document id="b \\"c\\"">\nBeta.\n</document>\n\nAnd then?',
    });
  });

  test('where no user speaks the documents are a message of their own', async () => {
    const system: CaseInput = {
      messages: [{ role: 'system', content: 's' }],
      documents: [{ id: 'a', text: 'A' }],
    };
    expect((await requestOf(system)).messages).toEqual([
      { role: 'system', content: 's' },
      { role: 'user', content: '<document id="a">\nA\n</document>' },
    ]);
    expect((await requestOf({ ...input, documents: [] })).messages).toEqual(input.messages);
  });

  test('gives text, usage and tool calls; leaves out what is not there', async () => {
    const toolCalls = [{ name: 'find', arguments: { q: 1 } }];
    const client = fakeClient(() => response('', { toolCalls, finish: 'tool-calls' }));
    expect(await modelTarget(client).call(input, never)).toEqual({
      text: '',
      toolCalls,
      usage: { inputTokens: 10, outputTokens: 5 },
    });
    const plain = fakeClient(() => response('x', { usage: null }));
    expect(await modelTarget(plain).call(input, never)).toEqual({ text: 'x' });
  });

  test('a reply that cannot be used is the fault of the target', async () => {
    const cut = new ReplyError('length', 'the reply was cut at 64 tokens');
    const failing = modelTarget(
      fakeClient(() => {
        throw cut;
      }, 'ollama:x'),
    );
    const error: unknown = await failing.call(input, never).catch((thrown) => thrown);
    expect(error).toMatchObject({
      name: 'Error',
      message: 'ollama:x: the reply was cut at 64 tokens',
      cause: cut,
    });
  });

  test.each([new InfrastructureError('503', 1), new BudgetError('spent'), fault('MODEL_REF', 'no key')])(
    '%s passes as it is',
    async (error) => {
      const failing = fakeClient(() => {
        throw error;
      });
      await expect(modelTarget(failing).call(input, never)).rejects.toBe(error);
    },
  );

  test('closes the client', async () => {
    let closed = 0;
    const client = { ...fakeClient(() => response('x')), close: async () => void closed++ };
    await modelTarget(client).close?.();
    expect(closed).toBe(1);
    expect(modelTarget(fakeClient(() => response('x'))).close).toBeUndefined();
  });
});
