import type { Message } from '../../core/case.ts';

/** Counts the tokens of texts for one model. */
export interface TokenCounter {
  /** What counts, for people: `o200k_base of gpt-tokenizer`. */
  readonly name: string;
  /** False where it is an estimate. */
  readonly exact: boolean;
  count(text: string): number;
  /** What the chat format puts around each message, in tokens. */
  readonly perMessage: number;
  /** Frees what it holds. */
  close(): Promise<void>;
}

/** Tokens of a conversation, what the chat format adds included. */
export function conversationTokens(
  counter: TokenCounter,
  messages: readonly Pick<Message, 'content'>[],
): number {
  return messages.reduce((sum, { content }) => sum + counter.perMessage + counter.count(content), 0);
}

/** Bytes of UTF-8 that a token stands for in English; code and most other languages have fewer. */
const bytesPerToken = 4;
/** Chat formats that are published put four to eight tokens around a message. */
const aroundMessage = 8;

/** Where the tokenizer is not known: one token for four bytes of UTF-8. */
export const estimatedTokens: TokenCounter = {
  name: 'an estimate of one token for 4 bytes',
  exact: false,
  count: (text) => Math.ceil(Buffer.byteLength(text) / bytesPerToken),
  perMessage: aroundMessage,
  close: async () => {},
};
