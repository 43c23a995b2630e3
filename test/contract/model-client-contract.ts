import { getEventListeners, setMaxListeners } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HeldoutError, InfrastructureError } from '../../core/errors.ts';
import { type ModelClient, type ModelRequest, ReplyError, textRequest } from '../../core/model.ts';
import {
  type LoopbackProvider,
  loopbackProvider,
  type Reaction,
  type SeenRequest,
} from '../fixtures/providers/loopback-provider.ts';

/** What a provider says in its own format. */
export interface ProviderFormat {
  /** Opens the client on a server of the format. */
  open(url: string): Promise<ModelClient>;
  reply(text: string, more?: { readonly finish?: 'length' | 'filter' }): unknown;
  toolCall(name: string, input: object): unknown;
  /** The key as the server got it; null where none is sent. */
  keyOf(request: SeenRequest): string | null;
  /** Texts of the messages as the server got them, system messages included. */
  messagesOf(request: SeenRequest): readonly string[];
  /** The JSON Schema as the server got it. */
  schemaOf(request: SeenRequest): unknown;
}

const never = new AbortController().signal;
// Calls that are under way at once share it, as those of a run do.
setMaxListeners(0, never);
const question: ModelRequest = textRequest([
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Who “is” it?\n\u{1F600}' },
]);
const key = 'sk-SECRET-4711';

/** Holds any client to what the wrappers and the runner rely on. */
export function modelClientContract(name: string, format: ProviderFormat): void {
  const opened = async (react: (request: SeenRequest, call: number) => Reaction) => {
    const provider: LoopbackProvider = await loopbackProvider(react);
    onTestFinished(() => provider.close());
    return { provider, client: await format.open(provider.url) };
  };
  const failure = async (reaction: Reaction, request = question) => {
    const { client } = await opened(() => reaction);
    const error = await client.complete(request, never).then(
      () => new Error('nothing was thrown'),
      (thrown: unknown) => thrown,
    );
    expect(String(error)).not.toContain(key);
    return error;
  };

  describe(`${name} is a model client`, () => {
    test('asks and answers in any script, with usage', async () => {
      const { client, provider } = await opened(() => ({ json: format.reply('It is “Ю” \u{1F600}.') }));
      const response = await client.complete(question, never);
      expect(response).toMatchObject({
        text: 'It is “Ю” \u{1F600}.',
        finish: 'stop',
        toolCalls: [],
        usage: { inputTokens: 11, outputTokens: 7 },
      });
      const [request] = provider.seen;
      expect(request && format.messagesOf(request)).toEqual(['Be brief.', 'Who “is” it?\n\u{1F600}']);
      expect(request && format.keyOf(request)).toSatisfy(
        (sent) => sent === null || String(sent).includes(key),
      );
      expect(client.id).toMatch(/^[a-z-]+:/);
      expect(client.id).not.toContain(key);
    });

    test('each of many calls at once gets its own answer', async () => {
      const { client } = await opened((request) => ({
        json: format.reply(`re: ${format.messagesOf(request).at(-1)}`),
      }));
      const texts = Array.from({ length: 60 }, (_, i) => `w${i}`);
      const replies = await Promise.all(
        texts.map((content) => client.complete(textRequest([{ role: 'user', content }]), never)),
      );
      expect(replies.map(({ text }) => text)).toEqual(texts.map((text) => `re: ${text}`));
    });

    test('a JSON reply is asked for with its schema, and tool calls come back parsed', async () => {
      const schema = {
        type: 'object',
        properties: { a: { type: 'number' } },
        required: ['a'],
        additionalProperties: false,
      };
      const { client, provider } = await opened((_, call) => ({
        json: call === 0 ? format.reply('{"a":1}') : format.toolCall('look', { at: 'x' }),
      }));
      const reply = await client.complete(
        { ...question, reply: { kind: 'json', name: 'answer', schema } },
        never,
      );
      expect(JSON.parse(reply.text)).toEqual({ a: 1 });
      expect(provider.seen[0] && format.schemaOf(provider.seen[0])).toEqual(schema);
      const tools = [
        {
          name: 'look',
          description: 'Looks.',
          parameters: { type: 'object', properties: { at: { type: 'string' } } },
        },
      ];
      const called = await client.complete({ ...question, tools }, never);
      expect(called).toMatchObject({
        finish: 'tool-calls',
        toolCalls: [{ name: 'look', arguments: { at: 'x' } }],
      });
      expect(JSON.stringify(provider.seen[1]?.body)).toContain('Looks.');
    });

    test('a reply that was cut, is empty or is not of the protocol is no reply', async () => {
      const faultOf = async (reaction: Reaction) => {
        const error = await failure(reaction);
        expect(error).toBeInstanceOf(ReplyError);
        return error instanceof ReplyError ? error.fault : null;
      };
      const cut = { json: format.reply('It is', { finish: 'length' }) };
      expect(await faultOf(cut)).toBe('length');
      expect(String(await failure(cut))).toContain('`maxTokens`');
      expect(await faultOf({ json: format.reply('') })).toBe('empty');
      expect(await faultOf({ json: { hello: 'world' } })).toBe('protocol');
      expect(await faultOf({ text: '<html>Bad gateway' })).toBe('protocol');
      expect(await faultOf({ json: { error: { message: 'context too long' } }, status: 400 })).toBe(
        'protocol',
      );
    });

    test('whose fault it is: what may pass, and what people must mend', async () => {
      for (const status of [429, 502, 503, 504])
        expect(await failure({ json: { error: 'busy' }, status }), String(status)).toBeInstanceOf(
          InfrastructureError,
        );
      expect(await failure('reset')).toBeInstanceOf(InfrastructureError);
      const unknown = await failure({ json: { error: { message: 'model not found' } }, status: 404 });
      expect(unknown instanceof HeldoutError && unknown.problems[0].code).toBe('MODEL_UNKNOWN');
      const { client, provider } = await opened(() => 'hang');
      await provider.close();
      expect(await client.complete(question, never).catch((error: unknown) => error)).toBeInstanceOf(
        InfrastructureError,
      );
    });

    test('nothing is left on the signal of the caller: thousands of calls share one', async () => {
      const { client } = await opened((_, call) =>
        call === 1 ? { json: { hello: 'world' } } : { json: format.reply('yes') },
      );
      const { signal } = new AbortController();
      await client.complete(question, signal);
      await client.complete(question, signal).catch(() => {});
      await client.preflight?.(signal).catch(() => {});
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    });

    test('an abort ends a call at once, and an aborted one is never sent', async () => {
      const { client, provider } = await opened(() => 'hang');
      const controller = new AbortController();
      const call = client.complete(question, controller.signal);
      setTimeout(() => controller.abort(new Error('enough')), 50);
      await expect(call).rejects.toThrow();
      const sent = provider.seen.length;
      await expect(client.complete(question, controller.signal)).rejects.toThrow('enough');
      expect(provider.seen).toHaveLength(sent);
    });
  });
}

/** The key that the clients are opened with. */
export const contractKey = key;
