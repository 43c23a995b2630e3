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
  max_tokens: z.number(),
  messages: looseMessages,
  system: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]).nullish(),
  stream: z.boolean().nullish(),
  output_config: z
    .object({ format: z.object({ schema: z.record(z.string(), z.json()).optional() }).nullish() })
    .nullish(),
  tools: z.array(z.object({ name: z.string() })).nullish(),
});

/** Anthropic's messages. */
export function readMessagesRequest(body: unknown): MockRequest {
  const read = bodySchema.parse(body);
  const told = read.system == null ? [] : [{ role: 'system', content: contentText(read.system) }];
  return {
    model: read.model,
    messages: [
      ...told,
      ...read.messages.map(({ role, content }) => ({ role, content: contentText(content) })),
    ],
    schema: read.output_config?.format?.schema ?? null,
    tools: (read.tools ?? []).map(({ name }) => name),
    seed: null,
    maxTokens: read.max_tokens,
    isStreamed: read.stream === true,
  };
}

const stopReasons = { stop: 'end_turn', length: 'max_tokens', call: 'tool_use' } as const;

export function messagesReply(request: MockRequest, answer: MockAnswer, id: string): MockReply {
  const { text, call, ended, usage } = answer;
  const block =
    call === null
      ? { type: 'text', text, citations: null }
      : { type: 'tool_use', id: `toolu_${id}`, name: call.name, input: call.arguments };
  const counted = { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens };
  const message = {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content: [block],
    stop_reason: stopReasons[ended],
    stop_sequence: null,
    usage: counted,
  };
  if (!request.isStreamed) return jsonReply(message);
  const empty = call === null ? { ...block, text: '' } : { ...block, input: {} };
  const deltas =
    call === null
      ? streamedParts(text).map((part) => ({ type: 'text_delta', text: part }))
      : [{ type: 'input_json_delta', partial_json: JSON.stringify(call.arguments) }];
  const start = { ...message, content: [], stop_reason: null, usage: { ...counted, output_tokens: 0 } };
  const steps: readonly { readonly type: string }[] = [
    { type: 'message_start', ...{ message: start } },
    { type: 'content_block_start', ...{ index: 0, content_block: empty } },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', ...{ index: 0 } },
    {
      type: 'message_delta',
      ...{ delta: { stop_reason: stopReasons[ended], stop_sequence: null }, usage: counted },
    },
    { type: 'message_stop' },
  ];
  return {
    status: 200,
    body: { kind: 'events', events: steps.map((data) => ({ name: data.type, data })) },
  };
}
