import { z } from 'zod';
import { anyObject } from './instance-of.ts';
import {
  jsonReply,
  type MockAnswer,
  type MockReply,
  type MockRequest,
  streamedParts,
} from './mock-request.ts';
import { offeredTools, type ToolChoice } from './offered-tools.ts';
import { contentText, looseMessages, looseSchema } from './read-content.ts';

const bodySchema = z.object({
  model: z.string(),
  messages: looseMessages,
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  /** One answer a request is what the mock gives. */
  n: z.literal(1).nullish(),
  seed: z.number().nullish(),
  max_tokens: z.number().nullish(),
  max_completion_tokens: z.number().nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({ type: z.literal('json_schema'), json_schema: z.object({ schema: looseSchema }) }),
    ])
    .nullish(),
  tools: z
    .array(z.object({ function: z.object({ name: z.string(), parameters: looseSchema.nullish() }) }))
    .nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
    ])
    .nullish(),
});

export interface ChatRequest extends MockRequest {
  /** A stream says what it used. */
  readonly countsStream: boolean;
}

/** OpenAI's chat completions. */
export function readChatRequest(body: unknown): ChatRequest {
  const read = bodySchema.parse(body);
  const tools = (read.tools ?? []).map((tool) => ({
    name: tool.function.name,
    parameters: tool.function.parameters ?? {},
  }));
  return {
    ...offeredTools(tools, choiceOf(read.tool_choice)),
    model: read.model,
    messages: read.messages.map(({ role, content }) => ({ role, content: contentText(content) })),
    schema: schemaOf(read.response_format),
    seed: read.seed ?? null,
    maxTokens: read.max_completion_tokens ?? read.max_tokens ?? null,
    isStreamed: read.stream === true,
    countsStream: read.stream_options?.include_usage === true,
  };
}

type Body = z.infer<typeof bodySchema>;

function choiceOf(choice: Body['tool_choice']): ToolChoice {
  if (typeof choice === 'object' && choice !== null) return choice.function;
  return choice === 'required' ? 'must' : (choice ?? 'auto');
}

function schemaOf(format: Body['response_format']): MockRequest['schema'] {
  if (format?.type === 'json_schema') return format.json_schema.schema;
  return format?.type === 'json_object' ? anyObject : null;
}

export function chatReply(request: ChatRequest, answer: MockAnswer, id: string): MockReply {
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
  const chunk = (choices: readonly object[], used: typeof counted | null = null) => ({
    name: null,
    data: {
      ...common,
      object: 'chat.completion.chunk',
      choices,
      ...(request.countsStream ? { usage: used } : {}),
    },
  });
  const part = (delta: object, finish: string | null = null) =>
    chunk([{ index: 0, delta, finish_reason: finish }]);
  const events = [
    part({ role: 'assistant', content: '', ...toolCalls }),
    ...streamedParts(text).map((content) => part({ content })),
    part({}, finish_reason),
    ...(request.countsStream ? [chunk([], counted)] : []),
    { name: null, data: '[DONE]' },
  ];
  return { status: 200, body: { kind: 'events', events } };
}
