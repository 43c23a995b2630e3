import { z } from 'zod';
import {
  jsonReply,
  type MockAnswer,
  type MockReply,
  type MockRequest,
  streamedParts,
} from './mock-request.ts';
import { offeredTools, type ToolChoice } from './offered-tools.ts';
import { contentText, looseContent, looseSchema } from './read-content.ts';

const partSchema = z.object({
  type: z.string(),
  text: z.string().nullish(),
  content: looseContent.optional().catch(undefined), // of a tool's result; other parts have other contents
});
const bodySchema = z.object({
  model: z.string(),
  max_tokens: z.number(),
  messages: z.array(
    z.object({ role: z.enum(['user', 'assistant']), content: z.union([z.string(), z.array(partSchema)]) }),
  ),
  system: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]).nullish(),
  stream: z.boolean().nullish(),
  output_config: z.object({ format: z.object({ schema: looseSchema }).nullish() }).nullish(),
  tools: z.array(z.object({ name: z.string(), input_schema: looseSchema.nullish() })).nullish(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.object({ type: z.enum(['auto', 'any', 'none']) }),
      z.object({ type: z.literal('tool'), name: z.string() }),
    ])
    .nullish(),
});
type Body = z.infer<typeof bodySchema>;

/** Anthropic's messages. */
export function readMessagesRequest(body: unknown): MockRequest {
  const read = bodySchema.parse(body);
  const told = read.system == null ? [] : [{ role: 'system', content: contentText(read.system) }];
  const tools = (read.tools ?? []).map(({ name, input_schema }) => ({
    name,
    parameters: input_schema ?? {},
  }));
  return {
    ...offeredTools(tools, choiceOf(read.tool_choice)),
    model: read.model,
    messages: [...told, ...read.messages.flatMap(saidIn)],
    schema: read.output_config?.format?.schema ?? null,
    seed: null,
    maxTokens: read.max_tokens,
    isStreamed: read.stream === true,
  };
}

/** What tools gave back lies in messages of the user; here it is apart from what people say. */
function saidIn({ role, content }: Body['messages'][number]): MockRequest['messages'] {
  const parts = typeof content === 'string' ? [] : content;
  const results = parts.filter(({ type }) => type === 'tool_result');
  const text = contentText(typeof content === 'string' ? content : parts);
  if (results.length === 0) return [{ role, content: text }];
  const given = results.map((result) => ({ role: 'tool', content: contentText(result.content) }));
  return text === '' ? given : [...given, { role, content: text }];
}

function choiceOf(choice: Body['tool_choice']): ToolChoice {
  if (choice == null) return 'auto';
  if (choice.type === 'tool') return { name: choice.name };
  return choice.type === 'any' ? 'must' : choice.type;
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
