import { z } from 'zod';
import type { Message } from '../../core/case.ts';
import { fault, messageOf } from '../../core/errors.ts';
import { type ModelClient, type ModelRequest, type ModelResponse, ReplyError } from '../../core/model.ts';
import type { ToolCall } from '../../core/run.ts';
import { completionPrompt, nextTurns } from '../llama-cpp/completion-prompt.ts';
import { generateTokens } from '../llama-cpp/generate-tokens.ts';
import type { ChatItem, ChatWrapper, Grammar, Sequence, Token } from '../llama-cpp/llama-package.ts';
import { type LoadedLlama, loadLlama } from '../llama-cpp/load-llama.ts';
import { oneAtATime } from '../llama-cpp/one-at-a-time.ts';
import { untilAborted } from '../until-aborted.ts';
import { cutReply } from './cut-reply.ts';

/** How a model file is loaded. */
export interface LlamaCppOptions {
  /** A LoRA adapter in GGUF format; null: none. */
  readonly lora: string | null;
  /** Tokens of prompt and reply together; null: as many as the model was trained on, up to 4096. */
  readonly contextTokens: number | null;
}

const usualContextTokens = 4096;
/** Without a bound a small model may never end. */
const mostTokens = 1024;

/** What a call needs of the loaded model. */
interface Opened extends LoadedLlama {
  readonly sequence: Sequence;
  readonly contextTokens: number;
  /** null where the file has no chat template: the model completes text. */
  readonly chatWrapper: ChatWrapper | null;
}

/**
 * `llama-cpp:FILE.gguf`: a model in this process. The file's chat template is used; without one the model completes
 * plain text ({@link completionPrompt}). JSON replies are held to their schema by a grammar. Calls are answered one at a
 * time. Throws MODEL_FILE and MODEL_PACKAGE.
 */
export async function llamaCppClient(
  id: string,
  file: string,
  options: LlamaCppOptions,
): Promise<ModelClient> {
  const opened = await open(file, options);
  const queue = oneAtATime();
  return {
    id,
    atOnce: 1,
    complete(request, signal) {
      const answer = queue(async () => {
        signal.throwIfAborted();
        const grammar = await grammarOf(opened, request);
        const { chatWrapper } = opened;
        const isPlain = chatWrapper === null || (request.logprobs && request.tools.length === 0);
        const reply = isPlain
          ? await complete(opened, request, grammar, signal)
          : await chat(opened, chatWrapper, request, grammar, signal);
        return { ...reply, answeredBy: String(opened.metadata.get('general.name') ?? id), rateLimit: null };
      });
      return untilAborted(answer, signal);
    },
    close: () => opened.dispose(),
  };
}

type Reply = Omit<ModelResponse, 'answeredBy' | 'rateLimit'>;

async function open(file: string, { lora, contextTokens }: LlamaCppOptions): Promise<Opened> {
  const loaded = await loadLlama(file);
  const { model, metadata, threads } = loaded;
  const contextSize = contextTokens ?? Math.min(model.trainContextSize, usualContextTokens);
  try {
    const context = await model.createContext({
      contextSize,
      ...threads,
      ...(lora === null ? {} : { lora }),
    });
    const hasTemplate = metadata.has('tokenizer.chat_template');
    return {
      ...loaded,
      sequence: context.getSequence(),
      contextTokens: contextSize,
      chatWrapper: hasTemplate ? loaded.package.resolveChatWrapper(model, { warningLogs: false }) : null,
    };
  } catch (error) {
    await loaded.dispose();
    const what = lora === null ? `a context of ${contextSize} tokens` : `the adapter ${lora}`;
    throw fault('MODEL_FILE', `${file} cannot be used with ${what}: ${messageOf(error)}`, {
      place: { file: lora ?? file, line: null, column: null },
      cause: error,
    });
  }
}

async function grammarOf({ llama }: Opened, { reply }: ModelRequest): Promise<Grammar | null> {
  if (reply.kind === 'text') return null;
  try {
    return await llama.createGrammarForJsonSchema(reply.schema);
  } catch (error) {
    throw new ReplyError(
      'protocol',
      `llama.cpp makes no grammar of the schema ${reply.name}: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

async function chat(
  opened: Opened,
  chatWrapper: ChatWrapper,
  request: ModelRequest,
  grammar: Grammar | null,
  signal: AbortSignal,
): Promise<Reply> {
  const { LlamaChat } = opened.package;
  const history = chatHistory(request.messages);
  const inputTokens = promptTokens(opened, chatWrapper, history).length;
  let outputTokens = 0;
  const session = new LlamaChat({ contextSequence: opened.sequence, chatWrapper });
  try {
    const { response, functionCalls, metadata } = await session.generateResponse(history, {
      ...samplingOf(request),
      signal,
      maxTokens: roomFor(opened, inputTokens, request),
      customStopTriggers: request.stop,
      onToken: (tokens) => {
        outputTokens += tokens.length;
      },
      ...(request.tools.length > 0
        ? { functions: functionsOf(request) }
        : grammar === null
          ? {}
          : { grammar }),
    });
    const toolCalls = (functionCalls ?? []).map(
      ({ functionName, params }): ToolCall => ({
        name: functionName,
        arguments: z.json().parse(params ?? {}),
      }),
    );
    const isCut = metadata.stopReason === 'maxTokens';
    return readReply(response, { isCut, toolCalls, inputTokens, outputTokens, request });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    session.dispose({ disposeSequence: false });
  }
}

async function complete(
  opened: Opened,
  request: ModelRequest,
  grammar: Grammar | null,
  signal: AbortSignal,
): Promise<Reply> {
  const { model, sequence, chatWrapper } = opened;
  if (request.tools.length > 0)
    throw new ReplyError('protocol', 'a model without a chat template cannot be given tools');
  const history = chatHistory(request.messages);
  const prompt =
    chatWrapper === null ? plainTokens(opened, request.messages) : promptTokens(opened, chatWrapper, history);
  const state = chatWrapper?.generateContextState({ chatHistory: history });
  const { LlamaGrammarEvaluationState } = opened.package;
  const maxTokens = roomFor(opened, prompt.length, request);
  await sequence.clearHistory();
  const generated = await generateTokens(
    model,
    sequence,
    {
      prompt,
      maxTokens,
      stop: chatWrapper === null ? [...nextTurns, ...request.stop] : request.stop,
      stopTokens: (state?.stopGenerationTriggers ?? []).map((trigger) => trigger.tokenize(model.tokenizer)),
      sampling: samplingOf(request),
      grammar: grammar === null ? null : new LlamaGrammarEvaluationState({ model, grammar }),
    },
    signal,
  );
  const reply = readReply(generated.text.trim(), {
    isCut: generated.ended === 'length',
    toolCalls: [],
    inputTokens: prompt.length,
    outputTokens: generated.logprobs.length,
    request,
  });
  return { ...reply, logprobs: request.logprobs ? generated.logprobs : null };
}

function readReply(
  text: string,
  ended: {
    readonly isCut: boolean;
    readonly toolCalls: readonly ToolCall[];
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly request: ModelRequest;
  },
): Reply {
  const { isCut, toolCalls, inputTokens, outputTokens } = ended;
  const usage = { inputTokens, outputTokens };
  if (isCut) throw cutReply({ usage, text });
  if (text === '' && toolCalls.length === 0)
    throw new ReplyError('empty', 'the reply holds neither text nor tool calls', { usage });
  return { text, toolCalls, finish: toolCalls.length > 0 ? 'tool-calls' : 'stop', usage, logprobs: null };
}

function promptTokens({ model }: Opened, wrapper: ChatWrapper, chatHistory: readonly ChatItem[]): Token[] {
  return wrapper.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer);
}

function plainTokens({ model }: Opened, messages: readonly Message[]): Token[] {
  const { bos, shouldPrependBosToken } = model.tokens;
  const start = bos !== null && shouldPrependBosToken ? [bos] : [];
  return [...start, ...model.tokenize(completionPrompt(messages))];
}

/** How many tokens the reply may have beside its prompt. */
function roomFor({ contextTokens }: Opened, inputTokens: number, { maxTokens }: ModelRequest): number {
  const room = contextTokens - inputTokens - 1;
  if (room < 1) {
    throw new ReplyError(
      'length',
      `the prompt of ${inputTokens} tokens leaves no room for a reply in a context of ${contextTokens}`,
    );
  }
  return Math.min(maxTokens ?? mostTokens, room);
}

function samplingOf({ temperature, seed }: ModelRequest) {
  return { ...(temperature === null ? {} : { temperature }), ...(seed === null ? {} : { seed }) };
}

function functionsOf({ tools }: ModelRequest) {
  return Object.fromEntries(
    tools.map(({ name, description, parameters }) => [name, { description, params: parameters }]),
  );
}

/** The package wants the model's turn at the end, still empty. */
function chatHistory(messages: readonly Message[]): readonly ChatItem[] {
  const items = messages.map(({ role, content }): ChatItem => {
    if (role === 'assistant') return { type: 'model', response: [content] };
    return { type: role === 'system' ? 'system' : 'user', text: content };
  });
  return [...items, { type: 'model', response: [''] }];
}
