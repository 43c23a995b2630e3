import type { Message, ToolSpec } from './case.ts';
import type { Json } from './json.ts';
import type { ToolCall, Usage } from './run.ts';

/** `provider:name`, as refs and records name a model. */
export type ModelName = string;

/** What form the reply must have. */
export type ReplyForm =
  | { readonly kind: 'text' }
  /** JSON that fits a JSON Schema; `name` is what the provider is told it is called. */
  | { readonly kind: 'json'; readonly name: string; readonly schema: { readonly [key: string]: Json } };

/** One question to a language model. Everything that changes the answer is in it: it is the key of the cache. */
export interface ModelRequest {
  /** System messages first, where there are any. */
  readonly messages: readonly [Message, ...Message[]];
  readonly reply: ReplyForm;
  readonly tools: readonly ToolSpec[];
  /** Bound on the reply; null: the provider's own, or a client's where the provider has none. */
  readonly maxTokens: number | null;
  /** null: the provider's own. */
  readonly temperature: number | null;
  /** null: none. Providers that take no seed ignore it. */
  readonly seed: number | null;
  readonly stop: readonly string[];
  /** Ask for token log-probabilities, where the provider has them. */
  readonly logprobs: boolean;
  /** Tells independent samples of one question apart: 0, 1, 2, … Never sent. */
  readonly attempt: number;
}

export interface TokenLogprob {
  readonly token: string;
  /** Natural logarithm, at most 0. */
  readonly logprob: number;
  /** That of the likeliest other token in its place; null where the provider names no others. */
  readonly runnerUp: number | null;
}

/**
 * Why the model stopped: at its own end, or to call tools. A reply that was cut by length or by a content filter is
 * no reply but a {@link ReplyError}.
 */
export type FinishReason = 'stop' | 'tool-calls';

/** What a server says is left of its limits; null where it does not say. Times are from the reply on. */
export interface RateLimit {
  readonly requests: {
    readonly limit: number | null;
    readonly remaining: number;
    readonly resetMs: number | null;
  } | null;
  readonly tokens: {
    readonly limit: number | null;
    readonly remaining: number;
    readonly resetMs: number | null;
  } | null;
}

export interface ModelResponse {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: FinishReason;
  /** null where the server did not say. */
  readonly usage: Usage | null;
  /** null where they were not asked for or are not available. */
  readonly logprobs: readonly TokenLogprob[] | null;
  /** The model as the server names what answered. */
  readonly answeredBy: string;
  readonly rateLimit: RateLimit | null;
}

/** A language model behind one method: wrap it, do not widen it. */
export interface ModelClient {
  readonly id: ModelName;
  /**
   * Throws InfrastructureError where the fault is the server's or the network's and may pass (no connection, 429,
   * 5xx), ReplyError where a reply came that cannot be used, HeldoutError for what people must mend (no key, a key
   * that is refused, an unknown model).
   */
  complete(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse>;
  /** Asks, at no cost, whether calls can work; throws a HeldoutError that says why not. */
  preflight?(signal: AbortSignal): Promise<void>;
  /** How many calls it can answer at once; left out: as many as it is sent. */
  readonly atOnce?: number;
  /** Frees what the client holds (a loaded model, a database). */
  close?(): Promise<void>;
}

/** Why a reply cannot be used. */
export type ReplyFault = 'length' | 'filter' | 'empty' | 'schema' | 'protocol';

/** A reply came, and it cannot be used: it was cut, filtered, empty, does not fit its schema, or broke the protocol. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly fault: ReplyFault;
  /** Tokens were spent all the same; null where the server did not say. */
  readonly usage: Usage | null;
  /** What there was of the reply. */
  readonly text: string;

  constructor(
    fault: ReplyFault,
    message: string,
    more: { readonly usage?: Usage | null; readonly text?: string; readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.fault = fault;
    this.usage = more.usage ?? null;
    this.text = more.text ?? '';
  }
}

/** A request for a plain text reply, with the provider's own settings. */
export function textRequest(messages: ModelRequest['messages']): ModelRequest {
  return {
    messages,
    reply: { kind: 'text' },
    tools: [],
    maxTokens: null,
    temperature: null,
    seed: null,
    stop: [],
    logprobs: false,
    attempt: 0,
  };
}
