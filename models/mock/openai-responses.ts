import { z } from 'zod';
import { anyObject } from './instance-of.ts';
import {
  jsonReply,
  type MockAnswer,
  type MockReply,
  type MockRequest,
  type ServerEvent,
  streamedParts,
} from './mock-request.ts';
import { offeredTools, type ToolChoice } from './offered-tools.ts';
import { contentText, looseContent, looseSchema } from './read-content.ts';

const itemSchema = z.union([
  z.object({ type: z.literal('function_call_output'), output: looseContent }),
  z.object({ type: z.literal('message').nullish(), role: z.string(), content: looseContent }),
  // Calls, reasoning and the like: what the model itself gave, and needs no answer.
  z.object({ type: z.string(), role: z.undefined().optional() }),
]);
const bodySchema = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(itemSchema)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().nullish(),
  text: z
    .object({ format: z.object({ type: z.string(), schema: looseSchema.optional() }).optional() })
    .nullish(),
  tools: z
    .array(z.object({ type: z.string(), name: z.string().optional(), parameters: looseSchema.nullish() }))
    .nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.object({ type: z.literal('function'), name: z.string() }),
    ])
    .nullish(),
});
type Body = z.infer<typeof bodySchema>;

/** OpenAI's Responses. Of the tools, only functions are ever called. */
export function readResponsesRequest(body: unknown): MockRequest {
  const read = bodySchema.parse(body);
  const told = read.instructions == null ? [] : [{ role: 'system', content: read.instructions }];
  const tools = (read.tools ?? []).flatMap(({ type, name, parameters }) =>
    type === 'function' && name !== undefined ? [{ name, parameters: parameters ?? {} }] : [],
  );
  const { type, schema } = read.text?.format ?? {};
  return {
    ...offeredTools(tools, choiceOf(read.tool_choice)),
    model: read.model,
    messages: [...told, ...askedOf(read.input)],
    schema: schema ?? (type === 'json_object' ? anyObject : null),
    seed: null,
    maxTokens: read.max_output_tokens ?? null,
    isStreamed: read.stream === true,
  };
}

function askedOf(input: Body['input']): MockRequest['messages'] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  return input.flatMap((item) => {
    if ('output' in item) return [{ role: 'tool', content: contentText(item.output) }];
    return 'content' in item ? [{ role: item.role, content: contentText(item.content) }] : [];
  });
}

function choiceOf(choice: Body['tool_choice']): ToolChoice {
  if (typeof choice === 'object' && choice !== null) return choice;
  return choice === 'required' ? 'must' : (choice ?? 'auto');
}

export function responsesReply(request: MockRequest, answer: MockAnswer, id: string): MockReply {
  const { text, call, ended, usage } = answer;
  const part = { type: 'output_text', text, annotations: [] };
  const item =
    call === null
      ? { id: `msg_${id}`, type: 'message', role: 'assistant', status: 'completed', content: [part] }
      : {
          id: `fc_${id}`,
          type: 'function_call',
          status: 'completed',
          call_id: `call_${id}`,
          name: call.name,
          arguments: JSON.stringify(call.arguments),
        };
  const response = {
    id: `resp_${id}`,
    object: 'response',
    created_at: 0,
    model: request.model,
    status: ended === 'length' ? 'incomplete' : 'completed',
    incomplete_details: ended === 'length' ? { reason: 'max_output_tokens' } : null,
    error: null,
    output: [item] as const,
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      total_tokens: usage.inputTokens + usage.outputTokens,
    },
  };
  if (!request.isStreamed) return jsonReply(response);
  return { status: 200, body: { kind: 'events', events: responseEvents(response, answer) } };
}

/** The events of a streamed response, in the order of OpenAI's own. */
function responseEvents(
  response: { readonly output: readonly [{ readonly id: string }] },
  { text, call, ended }: MockAnswer,
): readonly ServerEvent[] {
  const [item] = response.output;
  const where = { output_index: 0, item_id: item.id };
  const part = { ...where, content_index: 0 };
  const written = { type: 'output_text', text, annotations: [] };
  const begun = { ...item, status: 'in_progress', ...(call === null ? { content: [] } : { arguments: '' }) };
  const json = JSON.stringify(call?.arguments);
  const steps: readonly Record<string, unknown>[] = [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
    { type: 'response.output_item.added', output_index: 0, item: begun },
    ...(call === null
      ? [
          { type: 'response.content_part.added', ...part, part: { ...written, text: '' } },
          ...streamedParts(text).map((delta) => ({ type: 'response.output_text.delta', ...part, delta })),
          { type: 'response.output_text.done', ...part, text },
          { type: 'response.content_part.done', ...part, part: written },
        ]
      : [
          { type: 'response.function_call_arguments.delta', ...where, delta: json },
          { type: 'response.function_call_arguments.done', ...where, arguments: json },
        ]),
    { type: 'response.output_item.done', output_index: 0, item },
    { type: ended === 'length' ? 'response.incomplete' : 'response.completed', response },
  ];
  return steps.map((step, sequence_number) => ({
    name: String(step['type']),
    data: { ...step, sequence_number },
  }));
}
