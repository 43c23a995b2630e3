import { describe, expect, onTestFinished, test } from 'vitest';
import { type ModelClient, type ModelRequest, ReplyError, textRequest } from '../../core/model.ts';

/** How a client under the contract differs from others. */
export interface AnsweringModel {
  open(): Promise<ModelClient>;
  /** Whether one seed gives one answer. */
  readonly isSeeded: boolean;
  readonly hasLogprobs: boolean;
}

const never = new AbortController().signal;
const request: ModelRequest = {
  ...textRequest([
    { role: 'system', content: 'You sort e-mail. Answer with one word: ham or spam.' },
    { role: 'user', content: 'Win a free prize now!' },
  ]),
  maxTokens: 120,
};
const schema = {
  type: 'object',
  properties: { label: { type: 'string', enum: ['ham', 'spam'] } },
  required: ['label'],
  additionalProperties: false,
};

/**
 * Holds a client to what can be said of any model behind it, whatever it answers: of a real one as of a mocked one.
 * What a server may do wrong is in the other contract, {@link modelClientContract}.
 */
export function answeringModelContract(name: string, model: AnsweringModel): void {
  const opened = async () => {
    const client = await model.open();
    onTestFinished(() => client.close?.());
    return client;
  };
  /** A small model may well not stop in time: then it says so, with what there is. */
  const ask = (client: ModelClient, asked: ModelRequest, signal = never) =>
    client.complete(asked, signal).catch((error: unknown) => {
      if (error instanceof ReplyError && error.fault === 'length') return error;
      throw error;
    });

  describe(`${name} answers`, () => {
    test('is there, and answers with text, usage and who it is', async () => {
      const client = await opened();
      await client.preflight?.(never);
      const reply = await ask(client, request);
      expect(reply.text.length).toBeGreaterThan(0);
      expect(reply.usage?.inputTokens).toBeGreaterThan(5);
      expect(reply.usage?.outputTokens).toBeGreaterThan(0);
      if (!(reply instanceof ReplyError)) expect(reply.answeredBy).not.toBe('');
    });

    test.runIf(model.isSeeded)('one seed, one answer', async () => {
      const client = await opened();
      const seeded = { ...request, seed: 7, temperature: 0.8, maxTokens: 30 };
      const texts = [await ask(client, seeded), await ask(client, seeded)].map(({ text }) => text);
      expect(texts[0]).not.toBe('');
      expect(texts[1]).toBe(texts[0]);
    });

    test('a JSON reply fits its schema', async () => {
      const client = await opened();
      const reply = await client.complete(
        { ...request, temperature: 0, reply: { kind: 'json', name: 'label', schema } },
        never,
      );
      expect(['ham', 'spam']).toContain(JSON.parse(reply.text).label);
    });

    test('a reply that the limit cut is none, and what was spent is known', async () => {
      const client = await opened();
      const long = textRequest([{ role: 'user', content: 'Count from one to fifty, in words.' }]);
      const error = await client
        .complete({ ...long, maxTokens: 2 }, never)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ReplyError);
      expect(error instanceof ReplyError && [error.fault, error.usage?.outputTokens]).toEqual(['length', 2]);
    });

    test('calls at once are all answered', async () => {
      const client = await opened();
      const texts = Array.from({ length: 4 }, (_, i) => `Say the number ${i}.`);
      const replies = await Promise.all(
        texts.map((content) =>
          ask(client, { ...textRequest([{ role: 'user', content }]), maxTokens: 12, temperature: 0 }),
        ),
      );
      for (const { usage } of replies) expect(usage?.outputTokens).toBeGreaterThan(0);
    });

    test('log-probabilities where there are some, else null and never 0', async () => {
      const client = await opened();
      const asked = { ...request, logprobs: true, temperature: 0 };
      const reply = await client.complete(
        { ...asked, reply: { kind: 'json', name: 'label', schema } },
        never,
      );
      if (!model.hasLogprobs) return expect(reply.logprobs).toBeNull();
      expect(reply.logprobs?.length).toBeGreaterThan(2);
      expect(reply.logprobs?.map(({ token }) => token).join('')).toContain('label');
      for (const { logprob } of reply.logprobs ?? []) expect(logprob).toBeLessThanOrEqual(0);
    });

    test('an abort ends a call at once, and the client goes on', async () => {
      const client = await opened();
      const long = textRequest([{ role: 'user', content: 'Tell me a long story about the sea.' }]);
      const controller = new AbortController();
      const call = client.complete({ ...long, maxTokens: 1000 }, controller.signal);
      const started = performance.now();
      controller.abort(new Error('enough'));
      await expect(call).rejects.toThrow();
      expect(performance.now() - started).toBeLessThan(1000);
      expect((await ask(client, { ...request, maxTokens: 5 })).usage).not.toBeNull();
    });
  });
}
