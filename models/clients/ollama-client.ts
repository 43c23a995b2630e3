import type { ChatRequest, ChatResponse } from 'ollama';
import { z } from 'zod';
import { fault, HeldoutError, InfrastructureError, messageOf } from '../../core/errors.ts';
import { type ModelClient, type ModelRequest, type ModelResponse, ReplyError } from '../../core/model.ts';
import type { Usage } from '../../core/run.ts';
import type { ModelMetadata } from '../gguf/gguf-metadata.ts';
import { askOllama } from './ask-ollama.ts';
import { cutReply } from './cut-reply.ts';
import { ollamaDigest } from './ollama-digest.ts';
import { throwIfHopeless } from './preflight.ts';
import { unknownModel } from './sdk-fault.ts';

const ownHost = 'http://127.0.0.1:11434';
/** Without a bound a small model may write white space for ever under a JSON grammar. */
const mostTokens = { text: 2048, json: 512 } as const;

const replySchema = z.object({
  model: z.string(),
  message: z.object({
    content: z.string(),
    tool_calls: z
      .array(z.object({ function: z.object({ name: z.string(), arguments: z.json() }) }))
      .optional(),
  }),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
});

const showSchema = z.object({
  model_info: z.record(z.string(), z.unknown()).default({}),
  details: z.object({ parent_model: z.string().optional() }).default({}),
});

/**
 * `ollama:NAME`, at OLLAMA_HOST or on this machine. Log-probabilities are not available. Once its preflight was asked,
 * replies say which weights answered: `NAME@DIGEST`.
 */
export async function ollamaClient(name: string, env: NodeJS.ProcessEnv): Promise<ModelClient> {
  const host = ollamaHost(env);
  const id = `ollama:${name}`;
  let weights: string | null = null;
  return {
    id,
    async complete(request, signal) {
      signal.throwIfAborted();
      try {
        const said = await askOllama(host, signal, (server) => server.chat(chatRequest(name, request)));
        const reply = readReply(said, request);
        return weights === null ? reply : { ...reply, answeredBy: `${reply.answeredBy}@${weights}` };
      } catch (error) {
        signal.throwIfAborted();
        throw ollamaFault(error, id, host);
      }
    },
    async preflight(signal) {
      try {
        await askOllama(host, signal, (server) => server.show({ model: name }));
      } catch (error) {
        throwIfHopeless(ollamaFault(error, id, host), true);
      }
      weights = await ollamaDigest(name, host, signal);
    },
  };
}

/**
 * What Ollama says of a model by its show call: the GGUF metadata, and `parent_model`. Null where no server answers in
 * time or it has no such model.
 */
export async function ollamaMetadata(
  name: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ModelMetadata | null> {
  const host = ollamaHost(env);
  try {
    const shown = await askOllama(host, signal, (server) => server.show({ model: name }));
    const { model_info, details } = showSchema.parse(shown);
    const plain = Object.entries({ ...model_info, ...details }).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[key, value] as const]
        : [],
    );
    return new Map(plain);
  } catch (error) {
    const told = signal.aborted ? new InfrastructureError('timeout', null) : ollamaFault(error, name, host);
    if (told instanceof InfrastructureError || told instanceof HeldoutError) return null;
    throw fault('MODEL_SERVER', `${name}: ${host} answers, but not as Ollama does: ${messageOf(error)}`, {
      hint: 'is OLLAMA_HOST the address of an Ollama server?',
      cause: error,
    });
  }
}

/** Where Ollama listens: OLLAMA_HOST may leave out scheme and port. */
export function ollamaHost(env: NodeJS.ProcessEnv): string {
  const written = env['OLLAMA_HOST'] ?? '';
  if (written === '') return ownHost;
  const url = new URL(/^https?:\/\//.test(written) ? written : `http://${written}`);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.port === '' && url.protocol === 'http:') url.port = '11434';
  return url.origin;
}

function chatRequest(model: string, request: ModelRequest): ChatRequest & { stream: false } {
  const { messages, reply, tools, maxTokens, temperature, seed, stop } = request;
  return {
    model,
    stream: false,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...(reply.kind === 'text' ? {} : { format: { ...reply.schema } }),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function',
            // JSON Schema of a tool is an object by the protocol.
            function: { name, description, parameters: parameters as Record<string, never> },
          })),
        }),
    options: {
      num_predict: maxTokens ?? mostTokens[reply.kind],
      ...(temperature === null ? {} : { temperature }),
      ...(seed === null ? {} : { seed }),
      ...(stop.length === 0 ? {} : { stop: [...stop] }),
    },
  };
}

function readReply(reply: ChatResponse, request: ModelRequest): ModelResponse {
  const parsed = replySchema.safeParse(reply);
  if (!parsed.success)
    throw new ReplyError(
      'protocol',
      `the reply is not a chat reply: ${z.prettifyError(parsed.error).slice(0, 200)}`,
    );
  const { message, done_reason, model, prompt_eval_count, eval_count } = parsed.data;
  const usage: Usage | null =
    eval_count === undefined ? null : { inputTokens: prompt_eval_count ?? 0, outputTokens: eval_count };
  const text = request.reply.kind === 'json' ? message.content.trim() : message.content;
  const toolCalls = (message.tool_calls ?? []).map((call) => ({
    name: call.function.name,
    arguments: call.function.arguments,
  }));
  // Under a JSON grammar small models fill the limit with white space: what parses is whole.
  const isWhole = request.reply.kind === 'json' && isJson(text);
  if (done_reason === 'length' && !isWhole) throw cutReply({ usage, text });
  if (text === '' && toolCalls.length === 0)
    throw new ReplyError('empty', 'the reply holds neither text nor tool calls', { usage });
  const finish = toolCalls.length > 0 ? 'tool-calls' : 'stop';
  return { text, toolCalls, finish, usage, logprobs: null, answeredBy: model, rateLimit: null };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that it does not parse is the answer
  }
}

/** What an error of the package means, as {@link sdkFault} says of other SDKs. */
export function ollamaFault(error: unknown, id: string, host: string): Error {
  if (error instanceof ReplyError) return error;
  if (error instanceof SyntaxError)
    return new ReplyError('protocol', `${id}: the reply is not JSON`, { cause: error });
  const status = error instanceof Error && 'status_code' in error ? Number(error.status_code) : null;
  if (status === 404) return unknownModel({ id }, error);
  if (status === 429 || (status !== null && status >= 502 && status <= 504)) {
    return new InfrastructureError(`${id} answered with status ${status}`, null, { cause: error });
  }
  if (status !== null)
    return new ReplyError(
      'protocol',
      `${id} answered with status ${status}: ${messageOf(error).slice(0, 300)}`,
      { cause: error },
    );
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return new InfrastructureError(
    `${id}: no connection to ${host} (${messageOf(cause)}); is \`ollama serve\` running?`,
    null,
    { cause: error },
  );
}
