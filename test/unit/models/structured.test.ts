import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { InfrastructureError } from '../../../core/errors.ts';
import { type ModelRequest, type ModelResponse, ReplyError } from '../../../core/model.ts';
import { structured } from '../../../models/structured.ts';
import { fakeClient, never, question, response } from './fake-client.ts';

const schema = z.strictObject({ label: z.enum(['spam', 'ham']), why: z.string().max(20).optional() });
const form = { name: 'verdict', schema };

/** Answers with one text after the other, and keeps what it was asked. */
function script(replies: readonly (string | Error | ModelResponse)[], id?: string) {
  const asked: ModelRequest[] = [];
  const client = fakeClient((request) => {
    const reply = replies[asked.length] ?? new Error('asked too often');
    asked.push(request);
    if (reply instanceof Error) throw reply;
    return typeof reply === 'string' ? response(reply) : reply;
  }, id);
  return { client, asked };
}

describe('structured', () => {
  test.each([
    '{"label":"spam"}',
    'Of course!\n```json\n{"label": "spam"}\n```\nGlad to help.',
    'The answer is {"label":"spam"}.',
    '[1] is a footnote; {"label":"spam"} is the answer',
    '{"label":"spam"}\n\n\n',
  ])('takes %j at the first try', async (text) => {
    const { client, asked } = script([text]);
    const answer = await structured(client, form).ask(question('q'), never);
    expect(answer).toEqual({ value: { label: 'spam' }, response: response(text), repairs: 0 });
    expect(asked[0]?.reply).toMatchObject({ kind: 'json', name: 'verdict', schema: { type: 'object' } });
  });

  test('shows the model what is wrong, once, and sums the usage', async () => {
    const { client, asked } = script(['{"label":"maybe"}', '{"label":"ham"}']);
    const form2 = structured(client, form);
    const answer = await form2.ask(question('Is it?', { maxTokens: 50 }), never);
    expect(answer.value).toEqual({ label: 'ham' });
    expect(answer.repairs).toBe(1);
    expect(answer.response.usage).toEqual({ inputTokens: 20, outputTokens: 10 });
    expect(asked[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(asked[1]?.messages[1]?.content).toBe('{"label":"maybe"}');
    expect(asked[1]?.messages[2]?.content).toMatch(/`label`.*"spam"\|"ham"/);
    expect(asked[1]).toMatchObject({ maxTokens: 50, reply: { name: 'verdict' } });
    expect(form2.tally()).toMatchObject({ asked: 1, repaired: 1, failed: { schema: 0 } });
  });

  test('gives up after one repair, with the text and the usage of both', async () => {
    const { client, asked } = script(['no idea', 'still no idea']);
    const verdict = structured(client, form);
    await expect(verdict.ask(question('q'), never)).rejects.toMatchObject({
      name: 'ReplyError',
      fault: 'schema',
      text: 'still no idea',
      usage: { inputTokens: 20, outputTokens: 10 },
      message: expect.stringContaining('there is no JSON in it'),
    });
    expect(asked).toHaveLength(2);
  });

  test('counts failures by cause; faults that are not the reply are not among them', async () => {
    const { client } = script([
      new ReplyError('length', 'cut'),
      new ReplyError('filter', 'no'),
      'x',
      'x',
      new InfrastructureError('503', null),
      'x',
      new ReplyError('length', 'cut'),
      '{"label":"ham"}',
    ]);
    const verdict = structured(client, form);
    for (let n = 0; n < 5; n++) await verdict.ask(question('q'), never).catch(() => {});
    await verdict.ask(question('q'), never);
    expect(verdict.tally()).toEqual({
      asked: 6,
      repaired: 0,
      failed: { length: 2, filter: 1, empty: 0, schema: 1, protocol: 0 },
    });
  });

  test('lengths are held to the original although the provider is not told', async () => {
    const long = '{"label":"spam","why":"far more than twenty characters"}';
    const { client, asked } = script([long, '{"label":"spam","why":"short"}'], 'openai:gpt-5-mini');
    const answer = await structured(client, form).ask(question('q'), never);
    expect(answer).toMatchObject({ value: { why: 'short' }, repairs: 1 });
    expect(JSON.stringify(asked[0]?.reply)).not.toContain('"maxLength"');
  });

  test('openai: null for what is optional is left out', async () => {
    const { client, asked } = script(['{"label":"ham","why":null}'], 'openai:gpt-5-mini');
    expect((await structured(client, form).ask(question('q'), never)).value).toEqual({ label: 'ham' });
    expect(asked[0]?.reply).toMatchObject({
      schema: { required: ['label', 'why'], additionalProperties: false },
    });
  });

  test('a list travels inside an object, and comes back without it, or bare', async () => {
    const list = { name: 'list', schema: z.array(z.string()) };
    const wrapped = script(['{"value":["a"]}', '["b"]'], 'anthropic:claude-sonnet-5');
    const lists = structured(wrapped.client, list);
    expect((await lists.ask(question('q'), never)).value).toEqual(['a']);
    expect((await lists.ask(question('q'), never)).value).toEqual(['b']);
    const bare = script(['["a"]'], 'ollama:qwen3');
    expect((await structured(bare.client, list).ask(question('q'), never)).value).toEqual(['a']);
  });

  test('an empty reply is shown as such: servers refuse empty messages', async () => {
    const { client, asked } = script([' ', '{"label":"ham"}']);
    await structured(client, form).ask(question('q'), never);
    expect(asked[1]?.messages[1]).toEqual({ role: 'assistant', content: '(nothing)' });
  });

  test('a schema that JSON Schema cannot say is refused when the form is made', () => {
    const { client } = script([]);
    expect(() => structured(client, { name: 'd', schema: z.object({ at: z.date() }) })).toThrow();
  });
});
