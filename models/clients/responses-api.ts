import type OpenAI from 'openai';
import { z } from 'zod';
import { type ModelRequest, type ModelResponse, ReplyError } from '../../core/model.ts';
import type { ToolCall, Usage } from '../../core/run.ts';
import { cutReply } from './cut-reply.ts';
import { openaiRateLimit } from './rate-limit-headers.ts';

type Body = OpenAI.Responses.ResponseCreateParamsNonStreaming;

const partSchema = z.union([
  z.object({ type: z.literal('output_text'), text: z.string() }),
  z.object({ type: z.literal('refusal'), refusal: z.string() }),
]);
const itemSchema = z.union([
  z.object({ type: z.literal('message'), content: z.array(partSchema) }),
  z.object({ type: z.literal('function_call'), name: z.string(), arguments: z.string() }),
  z.object({ type: z.string() }),
]);
const replySchema = z.object({
  model: z.string(),
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(itemSchema),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }).nullish(),
});

/** What the Responses endpoint is sent. It knows neither stop texts nor seeds: those are left out. Nothing is stored. */
export function responsesBody(model: string, request: ModelRequest): Body {
  const { messages, reply, tools, maxTokens, temperature } = request;
  return {
    model,
    store: false,
    input: messages.map(({ role, content }) => ({
      role: role === 'tool' ? ('user' as const) : role,
      content,
    })),
    ...(maxTokens === null ? {} : { max_output_tokens: maxTokens }),
    ...(temperature === null ? {} : { temperature }),
    ...(reply.kind === 'text'
      ? {}
      : {
          text: {
            format: {
              type: 'json_schema' as const,
              name: reply.name,
              schema: { ...reply.schema },
              strict: true,
            },
          },
        }),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function' as const,
            name,
            description,
            // JSON Schema of a tool is an object by the protocol.
            parameters: parameters as Record<string, unknown>,
            strict: false,
          })),
        }),
  };
}

/** Reads a reply. Throws ReplyError where it was cut or filtered, is empty, or is not of the protocol. */
export function readResponsesReply(reply: unknown, headers: Headers, model: string): ModelResponse {
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success)
    throw new ReplyError(
      'protocol',
      `the reply is not a response: ${z.prettifyError(parsed.error).slice(0, 200)}`,
    );
  const { output, usage: counted, incomplete_details } = parsed.data;
  const usage: Usage | null =
    counted == null ? null : { inputTokens: counted.input_tokens, outputTokens: counted.output_tokens };
  const text = output
    .flatMap((item) => ('content' in item ? item.content : []))
    .map((part) => ('text' in part ? part.text : part.refusal))
    .join('');
  const reason = incomplete_details?.reason ?? '';
  if (reason === 'max_output_tokens') throw cutReply({ usage, text });
  if (reason === 'content_filter')
    throw new ReplyError('filter', 'the reply was stopped by a content filter', { usage, text });
  const toolCalls = output.flatMap((item): ToolCall[] =>
    'arguments' in item ? [{ name: item.name, arguments: parsedJson(item.arguments, usage) }] : [],
  );
  if (text === '' && toolCalls.length === 0)
    throw new ReplyError('empty', 'the reply holds neither text nor tool calls', { usage });
  return {
    text,
    toolCalls,
    finish: toolCalls.length > 0 ? 'tool-calls' : 'stop',
    usage,
    logprobs: null,
    answeredBy: parsed.data.model || model,
    rateLimit: openaiRateLimit(headers),
  };
}

function parsedJson(written: string, usage: Usage | null) {
  try {
    return z.json().parse(JSON.parse(written));
  } catch (error) {
    throw new ReplyError('protocol', 'the arguments of a tool call are not JSON', {
      usage,
      text: written,
      cause: error,
    });
  }
}
