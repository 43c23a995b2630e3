import { expect, test } from 'vitest';
import { started } from './started.ts';

const model = 'sure';
const parameters = {
  type: 'object' as const,
  properties: { city: { type: 'string' as const } },
  required: ['city'],
};
const question = { role: 'user' as const, content: 'weather?' };
const functionTool = { type: 'function' as const, function: { name: 'weather', parameters } };

// What the tool gave is the answer: a mock that calls again would keep an agent busy for ever.
test('OpenAI’s chat: call, result, answer; a call that is forced, and one that is forbidden', async () => {
  const { openai } = await started({ persona: 'tools.yaml' }, tools);
  const ask = async (more: object, messages: readonly object[] = [question]) =>
    (
      await openai.chat.completions.create({
        model,
        messages: messages as never,
        tools: [functionTool],
        ...more,
      })
    ).choices[0];
  const called = await ask({});
  expect(called?.message.tool_calls).toHaveLength(1);
  const result = { role: 'tool', tool_call_id: called?.message.tool_calls?.[0]?.id, content: 'sunny' };
  expect(await ask({}, [question, called?.message ?? {}, result])).toMatchObject({
    finish_reason: 'stop',
    message: { content: 'sunny' },
  });
  const forced = { tool_choice: { type: 'function', function: { name: 'weather' } } };
  expect((await ask(forced, [{ role: 'user', content: 'Rome' }]))?.message.tool_calls).toMatchObject([
    { function: { name: 'weather', arguments: '{"city":"Rome"}' } },
  ]);
  expect((await ask({ tool_choice: 'none' }))?.finish_reason).toBe('stop');
  await expect(ask({ tool_choice: { type: 'function', function: { name: 'other' } } })).rejects.toMatchObject(
    { status: 400 },
  );
});

test('OpenAI’s responses: call, result, answer, streamed as well', async () => {
  const { openai } = await started({ persona: 'tools.yaml' }, tools);
  const asked = {
    model,
    tools: [{ type: 'function' as const, name: 'weather', parameters, strict: false }],
  };
  const called = await openai.responses.create({ ...asked, input: 'weather?' });
  expect(called.output).toMatchObject([{ type: 'function_call', arguments: '{"city":"Paris"}' }]);
  const result = { type: 'function_call_output' as const, call_id: 'call_1', output: 'sunny' };
  const input = [
    question,
    { type: 'function_call' as const, call_id: 'call_1', name: 'weather', arguments: '{}' },
    result,
  ];
  expect((await openai.responses.create({ ...asked, input })).output_text).toBe('sunny');
  const streamed = await openai.responses.stream({ ...asked, input: 'weather?' }).finalResponse();
  expect(streamed.output).toMatchObject([{ type: 'function_call', arguments: '{"city":"Paris"}' }]);
});

test('Anthropic: call, result, answer, streamed as well; a call that is forced', async () => {
  const { anthropic } = await started({ persona: 'tools.yaml' }, tools);
  const asked = { model, max_tokens: 50, tools: [{ name: 'weather', input_schema: parameters }] };
  const called = await anthropic.messages.create({ ...asked, messages: [question] });
  const result = { type: 'tool_result' as const, tool_use_id: 'toolu_1', content: 'sunny' };
  const messages = [
    question,
    { role: 'assistant' as const, content: called.content },
    { role: 'user' as const, content: [result] },
  ];
  expect(await anthropic.messages.create({ ...asked, messages })).toMatchObject({
    stop_reason: 'end_turn',
    content: [{ text: 'sunny' }],
  });
  const streamed = await anthropic.messages.stream({ ...asked, messages: [question] }).finalMessage();
  expect(streamed.content).toMatchObject([{ type: 'tool_use', input: { city: 'Paris' } }]);
  const forced = await anthropic.messages.create({
    ...asked,
    tool_choice: { type: 'any' },
    messages: [{ role: 'user', content: 'Rome' }],
  });
  expect(forced).toMatchObject({ stop_reason: 'tool_use', content: [{ input: { city: 'Rome' } }] });
});

test('Ollama: call, result, answer', async () => {
  const { ollama } = await started({ persona: 'tools.yaml' }, tools);
  const asked = { model, tools: [functionTool] };
  const called = await ollama.chat({ ...asked, messages: [question] });
  expect(called.message.tool_calls).toMatchObject([{ function: { arguments: { city: 'Paris' } } }]);
  const messages = [question, called.message, { role: 'tool', content: 'sunny', tool_name: 'weather' }];
  expect((await ollama.chat({ ...asked, messages })).message.content).toBe('sunny');
});

test('what is said after the call can be written beside it', async () => {
  const persona =
    'answers: [{ match: weather, call: { name: weather, arguments: {} }, reply: Take a coat. }]';
  const { ollama } = await started({ persona: 'p.yaml' }, { 'p.yaml': persona });
  const messages = [question, { role: 'tool', content: 'rain' }];
  expect((await ollama.chat({ model, messages, tools: [functionTool] })).message.content).toBe(
    'Take a coat.',
  );
});

const tools = {
  'tools.yaml': 'answers: [{ match: weather, call: { name: weather, arguments: { city: Paris } } }]',
};
