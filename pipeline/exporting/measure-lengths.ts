import type { ExportItem } from '../../datasets/formats/export-item.ts';
import { writable } from '../../datasets/formats/export-item.ts';
import { asSent } from '../../datasets/formats/turns.ts';
import { conversationTokens, type TokenCounter } from '../../models/tokens/token-counter.ts';

/** How long what is exported is. */
export interface Lengths {
  /** What counted. */
  readonly tokenizer: string;
  /** False where it is an estimate. */
  readonly exact: boolean;
  /** Tokens that an example may have; null where nobody said and the context of the model is not known. */
  readonly limit: number | null;
  readonly longest: number;
  readonly mean: number;
  /** Items over the limit. */
  readonly tooLong: readonly { readonly id: string; readonly tokens: number }[];
}

/** Tokens of each item: what a model is told, the instructions of the task included, and its answer. */
export function tokensOf(item: ExportItem, instructions: string, counter: TokenCounter): number {
  const { messages, tools, answer, calls, rejected } = writable(item);
  const answers = [answer ?? (calls.length > 0 ? JSON.stringify(calls) : null), rejected];
  const longest = answers.filter((text) => text !== null).sort((a, b) => b.length - a.length)[0];
  const said = [
    ...asSent(messages, instructions),
    ...(tools.length > 0 ? [{ content: JSON.stringify(tools) }] : []),
    ...(longest === undefined ? [] : [{ content: longest }]),
  ];
  return conversationTokens(counter, said);
}

/** Measures items against a limit. */
export function measureLengths(
  items: readonly ExportItem[],
  instructions: string,
  counter: TokenCounter,
  limit: number | null,
): Lengths {
  const lengths = items.map((item) => ({ id: item.id, tokens: tokensOf(item, instructions, counter) }));
  const sum = lengths.reduce((total, { tokens }) => total + tokens, 0);
  const within = lengths.filter(({ tokens }) => limit === null || tokens <= limit);
  return {
    tokenizer: counter.name,
    exact: counter.exact,
    limit,
    longest: within.reduce((most, { tokens }) => Math.max(most, tokens), 0),
    mean: lengths.length === 0 ? 0 : sum / lengths.length,
    tooLong: limit === null ? [] : lengths.filter(({ tokens }) => tokens > limit),
  };
}
