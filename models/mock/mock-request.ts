import type { Json } from '../../core/json.ts';

export type JsonSchema = { readonly [key: string]: Json };

/** A tool that was offered, with the JSON Schema of its arguments. */
export interface MockTool {
  readonly name: string;
  readonly parameters: JsonSchema;
}

/** A question to the mocked model, whatever wire format it came in. */
export interface MockRequest {
  readonly model: string;
  /** What a tool gave back has the role `tool` in every wire format. */
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** JSON Schema that the reply must fit; null: text. */
  readonly schema: JsonSchema | null;
  /** The tools that may be called. */
  readonly tools: readonly MockTool[];
  /** The answer must be a call. */
  readonly mustCall: boolean;
  readonly maxTokens: number | null;
  /** null where none was sent, or the format has none. */
  readonly seed: number | null;
  readonly isStreamed: boolean;
}

/** What the mocked model says. */
export interface MockAnswer {
  readonly text: string;
  readonly call: { readonly name: string; readonly arguments: Json } | null;
  /** `length` where the limit of tokens cut the text. */
  readonly ended: 'stop' | 'length' | 'call';
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

/** What is sent back: a JSON document, events of a stream, lines of JSON, or text as it is. */
export interface MockReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'events'; readonly events: readonly ServerEvent[] }
    | { readonly kind: 'lines'; readonly lines: readonly unknown[] };
}

/** One event of a stream of server-sent events; without a name it has data only. */
export interface ServerEvent {
  readonly name: string | null;
  readonly data: unknown;
}

/** A reply with a JSON document. */
export function jsonReply(value: unknown, status = 200): MockReply {
  return { status, body: { kind: 'json', value } };
}

/** The words of a text with the space around them: what a stream sends one by one. */
export function streamedParts(text: string): readonly string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}
