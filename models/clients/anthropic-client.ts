import type Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import { fault } from '../../core/errors.ts';
import { type ModelClient, type ModelRequest, type ModelResponse, ReplyError } from '../../core/model.ts';
import type { ToolCall, Usage } from '../../core/run.ts';
import { cutReply } from './cut-reply.ts';
import { throwIfHopeless } from './preflight.ts';
import { anthropicRateLimit } from './rate-limit-headers.ts';
import { sdkFault } from './sdk-fault.ts';
import { withOwnSignal } from './with-own-signal.ts';

type Body = Anthropic.MessageCreateParamsNonStreaming;

const ownUrl = 'https://api.anthropic.com';
/** The API wants a bound on every reply; this one is taken where the request has none. */
const mostTokens = 4096;
/** A call is ended by its signal; the SDK's own limit only has to be longer. */
const longestCallMs = 2 ** 31 - 1;

const blockSchema = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('tool_use'), name: z.string(), input: z.json() }),
  z.object({ type: z.string() }),
]);
const replySchema = z.object({
  model: z.string(),
  content: z.array(blockSchema),
  stop_reason: z.string().nullish(),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }).nullish(),
});

/** `anthropic:NAME`. Throws MODEL_KEY where ANTHROPIC_API_KEY is not set. `url` is for tests. */
export async function anthropicClient(
  name: string,
  env: NodeJS.ProcessEnv,
  url: string = ownUrl,
): Promise<ModelClient> {
  const id = `anthropic:${name}`;
  const apiKey = env['ANTHROPIC_API_KEY'] ?? '';
  if (apiKey === '') {
    throw fault('MODEL_KEY', `${id} needs a key, and ANTHROPIC_API_KEY is not set`, {
      hint: 'export ANTHROPIC_API_KEY=…',
    });
  }
  const { default: Sdk } = await import('@anthropic-ai/sdk');
  const sdk = new Sdk({ apiKey, authToken: null, baseURL: url, maxRetries: 0, timeout: longestCallMs });
  return {
    id,
    async complete(request, signal) {
      signal.throwIfAborted();
      try {
        const { data, response } = await withOwnSignal(signal, (own) =>
          sdk.messages.create(messagesBody(name, request), { signal: own }).withResponse(),
        );
        return readMessage(data, response.headers);
      } catch (error) {
        signal.throwIfAborted();
        throw sdkFault(error, { id, keyVariable: 'ANTHROPIC_API_KEY', apiKey });
      }
    },
    async preflight(signal) {
      try {
        await withOwnSignal(signal, (own) => sdk.models.retrieve(name, {}, { signal: own }));
      } catch (error) {
        throwIfHopeless(sdkFault(error, { id, keyVariable: 'ANTHROPIC_API_KEY', apiKey }), true);
      }
    },
  };
}

/** What the messages endpoint is sent. It takes no seed and gives no log-probabilities: those are left out. */
function messagesBody(model: string, request: ModelRequest): Body {
  const { messages, reply, tools, maxTokens, temperature, stop } = request;
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  return {
    model,
    max_tokens: maxTokens ?? mostTokens,
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    messages: messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({
        role: role === 'assistant' ? ('assistant' as const) : ('user' as const),
        content,
      })),
    ...(temperature === null ? {} : { temperature }),
    ...(stop.length === 0 ? {} : { stop_sequences: [...stop] }),
    ...(reply.kind === 'text'
      ? {}
      : { output_config: { format: { type: 'json_schema' as const, schema: { ...reply.schema } } } }),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            name,
            description,
            // JSON Schema of a tool is an object by the protocol.
            input_schema: parameters as Anthropic.Tool.InputSchema,
          })),
        }),
  };
}

function readMessage(message: unknown, headers: Headers): ModelResponse {
  const parsed = replySchema.safeParse(message);
  if (!parsed.success)
    throw new ReplyError(
      'protocol',
      `the reply is not a message: ${z.prettifyError(parsed.error).slice(0, 200)}`,
    );
  const { content, stop_reason, model, usage: counted } = parsed.data;
  const usage: Usage | null =
    counted == null ? null : { inputTokens: counted.input_tokens, outputTokens: counted.output_tokens };
  const text = content.map((block) => ('text' in block ? block.text : '')).join('');
  if (stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded') {
    throw cutReply({ usage, text });
  }
  if (stop_reason === 'refusal')
    throw new ReplyError('filter', 'the reply was stopped by the provider’s filter', { usage, text });
  const toolCalls = content.flatMap((block): ToolCall[] =>
    'input' in block ? [{ name: block.name, arguments: block.input }] : [],
  );
  if (text === '' && toolCalls.length === 0)
    throw new ReplyError('empty', 'the reply holds neither text nor tool calls', { usage });
  return {
    text,
    toolCalls,
    finish: toolCalls.length > 0 ? 'tool-calls' : 'stop',
    usage,
    logprobs: null,
    answeredBy: model,
    rateLimit: anthropicRateLimit(headers),
  };
}
