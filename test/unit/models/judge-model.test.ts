import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ModelRequest, ReplyError } from '../../../core/model.ts';
import { type Prompt, promptDigest } from '../../../core/writing.ts';
import { cached } from '../../../models/cached.ts';
import { judgeModel } from '../../../models/judge-model.ts';
import { memoryResponseStore } from '../../../models/memory-response-store.ts';
import { scopedStore } from '../../../models/scoped-store.ts';
import { fakeClient, never, response } from './fake-client.ts';

const prompt: Prompt<string> = { name: 'a/b', system: 'Judge.', user: 'Is it?', holes: [] };
const schema = z.strictObject({ valid: z.enum(['yes', 'no']) });
const asked = { prompt, messages: [{ role: 'user', content: 'Is it?' }], schema, attempt: 0 } as const;
const identity = {
  version: '1',
  lineage: { vendor: 'a', family: 'b', base: null, teacher: null },
  price: {
    tiers: [{ upToInputTokens: null, inputUsd: 1, cachedInputUsd: null, outputUsd: 2 }],
    source: 'test',
    asOf: null,
  },
} as const;

function judging(replies: readonly string[], id?: string) {
  const requests: ModelRequest[] = [];
  const client = fakeClient((request) => {
    requests.push(request);
    return response(replies[requests.length - 1] ?? '');
  }, id);
  return { client, model: judgeModel(client, identity), requests };
}

describe('a language model that judges', () => {
  test('is asked at temperature 0, and its answer says by whom and at what cost', async () => {
    const { model, requests } = judging(['{"valid":"yes"}']);
    const answer = await model.ask(asked, never);
    expect(answer).toEqual({
      value: { valid: 'yes' },
      by: {
        model: 'scripted:fake',
        lineage: identity.lineage,
        promptDigest: promptDigest(prompt),
        costUsd: (10 * 1 + 5 * 2) / 1e6,
      },
      confidence: null,
      answeredBy: 'fake-1',
    });
    expect(requests).toMatchObject([
      { temperature: 0, logprobs: false, attempt: 0, reply: { kind: 'json' } },
    ]);
  });

  test('one that fixes its own temperature is not told one; settings of the suite are', async () => {
    const { model, requests, client } = judging(['{"valid":"no"}', '{"valid":"no"}'], 'openai:gpt-5-mini');
    await model.ask({ ...asked, asksConfidence: true }, never);
    await judgeModel(client, { ...identity, settings: { maxTokens: 9 } }).ask(
      { ...asked, attempt: 2 },
      never,
    );
    expect(requests).toMatchObject([
      { temperature: null, logprobs: false },
      { temperature: null, maxTokens: 9, attempt: 2 },
    ]);
  });

  test.each([
    ['a fence around all of it', '```json\n{"valid":"yes"}\n```\n'],
    ['white space', '\n {"valid":"yes"} \n'],
  ])('%s is no prose', async (_name, reply) => {
    const { model, requests } = judging([reply]);
    expect((await model.ask(asked, never)).value).toEqual({ valid: 'yes' });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['prose', 'Yes, that is right.'],
    ['JSON in prose', 'The case says {"valid":"yes"}, and I think so.'],
    ['a quoted answer before its own', '{"valid":"yes"} is what it wants. {"valid":"no"}'],
    ['two fences', '```json\n{"valid":"yes"}\n```\n```json\n{"valid":"no"}\n```'],
    ['an extra key', '{"valid":"yes","note":"sure"}'],
    ['a level that was not offered', '{"valid":"maybe"}'],
    ['a truth value', '{"valid":true}'],
    ['an empty reply', ''],
    ['another language', '{"valid":"sí"}'],
  ])('%s is no answer, and one repair is asked for', async (_name, reply) => {
    const { model, requests } = judging([reply, reply]);
    await expect(model.ask(asked, never)).rejects.toThrow(ReplyError);
    expect(requests).toHaveLength(2);
    const repaired = judging([reply, '{"valid":"no"}']);
    expect((await repaired.model.ask(asked, never)).value).toEqual({ valid: 'no' });
  });
});

test('a judge of other weights or settings never answers from the cache of the old one', async () => {
  const store = memoryResponseStore();
  const { client, requests } = judging(['{"valid":"yes"}', '{"valid":"no"}']);
  const of = (version: string) =>
    judgeModel(cached(client, scopedStore(store, version)), { ...identity, version });
  expect((await of('old').ask(asked, never)).value).toEqual({ valid: 'yes' });
  expect((await of('old').ask(asked, never)).value).toEqual({ valid: 'yes' });
  expect((await of('new').ask(asked, never)).value).toEqual({ valid: 'no' });
  expect(requests).toHaveLength(2);
});
