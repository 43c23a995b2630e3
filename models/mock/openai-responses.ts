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
  input: z.union([z.string(), looseMessages]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().nullish(),
  text: z
    .object({ format: z.object({ schema: z.record(z.string(), z.json()).optional() }).optional() })
    .nullish(),
  tools: z.array(z.object({ name: z.string().optional() })).nullish(),
});

/** OpenAI's Responses. */
export function readResponsesRequest(body: unknown): MockRequest {
  const read = bodySchema.parse(body);
  const asked =
    typeof read.input === 'string'
      ? [{ role: 'user', content: read.input }]
      : read.input.map(({ role, content }) => ({ role, content: contentText(content) }));
  const told = read.instructions == null ? [] : [{ role: 'system', content: read.instructions }];
  return {
    model: read.model,
    messages: [...told, ...asked],
    schema: read.text?.format?.schema ?? null,
    tools: (read.tools ?? []).flatMap(({ name }) => name ?? []),
    seed: null,
    maxTokens: read.max_output_tokens ?? null,
    isStreamed: read.stream === true,
  };
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
    output: [item],
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      total_tokens: usage.inputTokens + usage.outputTokens,
    },
  };
  if (!request.isStreamed) return jsonReply(response);
  const where = { output_index: 0, item_id: item.id };
  const steps: readonly Record<string, unknown>[] = [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    },
    ...(call === null
      ? [
          { type: 'response.content_part.added', ...where, content_index: 0, part: { ...part, text: '' } },
          ...streamedParts(text).map((delta) => ({
            type: 'response.output_text.delta',
            ...where,
            content_index: 0,
            delta,
          })),
          { type: 'response.output_text.done', ...where, content_index: 0, text },
          { type: 'response.content_part.done', ...where, content_index: 0, part },
        ]
      : [
          { type: 'response.function_call_arguments.delta', ...where, delta: JSON.stringify(call.arguments) },
          {
            type: 'response.function_call_arguments.done',
            ...where,
            arguments: JSON.stringify(call.arguments),
          },
        ]),
    { type: 'response.output_item.done', output_index: 0, item },
    { type: ended === 'length' ? 'response.incomplete' : 'response.completed', response },
  ];
  const events = steps.map((step, sequence_number) => ({
    name: String(step['type']),
    data: { ...step, sequence_number },
  }));
  return { status: 200, body: { kind: 'events', events } };
}
