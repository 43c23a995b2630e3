import type OpenAI from 'openai';
import { z } from 'zod';
import type { Json } from '../../core/json.ts';
import { type ModelRequest, type ModelResponse, ReplyError, type TokenLogprob } from '../../core/model.ts';
import type { ToolCall, Usage } from '../../core/run.ts';
import { cutReply } from './cut-reply.ts';
import { openaiRateLimit } from './rate-limit-headers.ts';

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;

const tokenSchema = z.object({
  token: z.string(),
  logprob: z.number(),
  top_logprobs: z.array(z.object({ token: z.string(), logprob: z.number() })).nullish(),
});
const replySchema = z.object({
  model: z.string().nullish(),
  choices: z.tuple(
    [
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
            .nullish(),
        }),
        logprobs: z.object({ content: z.array(tokenSchema).nullish() }).nullish(),
      }),
    ],
    z.unknown(),
  ),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** How a server of the protocol differs from the others. */
export interface ChatDialect {
  /** OpenAI's reasoning models know only the new name; other servers only the old one. */
  readonly maxTokensKey: 'max_completion_tokens' | 'max_tokens';
}

/** What the chat completions endpoint is sent. */
export function chatBody(model: string, request: ModelRequest, { maxTokensKey }: ChatDialect): Body {
  const { messages, reply, tools, maxTokens, temperature, seed, stop, logprobs } = request;
  return {
    model,
    messages: messages.map(({ role, content }) =>
      // A tool's answer without the id of its call is not accepted: it is told as what the user says.
      role === 'tool' ? { role: 'user' as const, content } : { role, content },
    ),
    ...(maxTokens === null ? {} : { [maxTokensKey]: maxTokens }),
    ...(temperature === null ? {} : { temperature }),
    ...(seed === null ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop: [...stop] }),
    // The token itself is mostly among the two: the other one is its rival.
    ...(logprobs ? { logprobs: true, top_logprobs: 2 } : {}),
    ...(reply.kind === 'text'
      ? {}
      : {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: reply.name, schema: { ...reply.schema }, strict: true },
          },
        }),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function' as const,
            // JSON Schema of a tool is an object by the protocol.
            function: { name, description, parameters: parameters as Record<string, unknown> },
          })),
        }),
  };
}

/** Reads a reply. Throws ReplyError where it was cut or filtered, is empty, or is not of the protocol. */
export function readChatReply(reply: unknown, headers: Headers, model: string): ModelResponse {
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success)
    throw new ReplyError(
      'protocol',
      `the reply is not a chat completion: ${z.prettifyError(parsed.error).slice(0, 200)}`,
    );
  const [choice] = parsed.data.choices;
  const { content, refusal, tool_calls } = choice.message;
  const { usage: counted } = parsed.data;
  const usage: Usage | null =
    counted == null ? null : { inputTokens: counted.prompt_tokens, outputTokens: counted.completion_tokens };
  const text = content ?? refusal ?? '';
  if (choice.finish_reason === 'length') throw cutReply({ usage, text });
  if (choice.finish_reason === 'content_filter')
    throw new ReplyError('filter', 'the reply was stopped by a content filter', { usage, text });
  const toolCalls = (tool_calls ?? []).map(
    (call): ToolCall => ({
      name: call.function.name,
      arguments: parsedArguments(call.function.arguments, usage),
    }),
  );
  if (text === '' && toolCalls.length === 0)
    throw new ReplyError('empty', 'the reply holds neither text nor tool calls', { usage });
  return {
    text,
    toolCalls,
    finish: toolCalls.length > 0 ? 'tool-calls' : 'stop',
    usage,
    logprobs: choice.logprobs?.content?.map(tokenLogprob) ?? null,
    answeredBy: parsed.data.model ?? model,
    rateLimit: openaiRateLimit(headers),
  };
}

function tokenLogprob({ token, logprob, top_logprobs }: z.infer<typeof tokenSchema>): TokenLogprob {
  const others = (top_logprobs ?? []).filter((other) => other.token !== token);
  return {
    token,
    logprob,
    runnerUp: others.length === 0 ? null : Math.max(...others.map((other) => other.logprob)),
  };
}

function parsedArguments(written: string, usage: Usage | null): Json {
  try {
    return z.json().parse(JSON.parse(written === '' ? '{}' : written));
  } catch (error) {
    throw new ReplyError('protocol', 'the arguments of a tool call are not JSON', {
      usage,
      text: written,
      cause: error,
    });
  }
}
