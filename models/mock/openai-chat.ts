import { z } from 'zod';
import {
  jsonReply,
  type MockAnswer,
  type MockReply,
  type MockRequest,
  streamedParts,
} from './mock-request.ts';
import { contentText, looseMessages } from './read-content.ts';

const bodySchema = z.object({
  model: z.string(),
  messages: looseMessages,
  stream: z.boolean().nullish(),
  seed: z.number().nullish(),
  max_tokens: z.number().nullish(),
  max_completion_tokens: z.number().nullish(),
  response_format: z
    .object({ json_schema: z.object({ schema: z.record(z.string(), z.json()) }).optional() })
    .nullish(),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).nullish(),
});

/** OpenAI's chat completions. */
export function readChatRequest(body: unknown): MockRequest {
  const read = bodySchema.parse(body);
  return {
    model: read.model,
    messages: read.messages.map(({ role, content }) => ({ role, content: contentText(content) })),
    schema: read.response_format?.json_schema?.schema ?? null,
    tools: (read.tools ?? []).map((tool) => tool.function.name),
    seed: read.seed ?? null,
    maxTokens: read.max_completion_tokens ?? read.max_tokens ?? null,
    isStreamed: read.stream === true,
  };
}

export function chatReply(request: MockRequest, answer: MockAnswer, id: string): MockReply {
  const { text, call, ended, usage } = answer;
  const finish_reason = ended === 'call' ? 'tool_calls' : ended;
  const counted = {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
  const common = { id: `chatcmpl-${id}`, created: 0, model: request.model };
  const toolCalls =
    call === null
      ? {}
      : {
          tool_calls: [
            {
              index: 0,
              id: `call_${id}`,
              type: 'function',
              function: { name: call.name, arguments: JSON.stringify(call.arguments) },
            },
          ],
        };
  if (!request.isStreamed) {
    const message = { role: 'assistant', content: call === null ? text : null, refusal: null, ...toolCalls };
    const choices = [{ index: 0, message, logprobs: null, finish_reason }];
    return jsonReply({ ...common, object: 'chat.completion', choices, usage: counted });
  }
  const chunk = (delta: object, finish: string | null, more: object = {}) => ({
    name: null,
    data: {
      ...common,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: finish }],
      ...more,
    },
  });
  const words = streamedParts(text).map((content) => chunk({ content }, null));
  const events = [
    chunk({ role: 'assistant', content: '', ...toolCalls }, null),
    ...words,
    chunk({}, finish_reason, { usage: counted }),
    { name: null, data: '[DONE]' },
  ];
  return { status: 200, body: { kind: 'events', events } };
}
