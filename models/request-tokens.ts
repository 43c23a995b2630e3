import { canonicalJson } from '../core/json.ts';
import type { ModelRequest } from '../core/model.ts';

/** What chat formats put around a message, in tokens; four to eight in those that are published. */
const perMessage = 16;
const perRequest = 64;
/** What providers add to the prompt to explain tools or a reply's form; Anthropic names up to 600 for tools. */
const perForm = 1_000;

/**
 * Input tokens that a request will probably cost, on the high side: one for three bytes of UTF-8 (English has four to
 * five bytes a token, Chinese and code about three), and 16 a message. For pacing, where a wrong guess is put right by
 * the usage that the server reports.
 */
export function likelyInputTokens(request: ModelRequest): number {
  return Math.ceil(bytesOf(request) / 3) + perMessage * request.messages.length;
}

/**
 * Input tokens that a request cannot cost more than: a token of a byte-level tokenizer covers at least one byte of
 * UTF-8, so there are no more tokens than bytes; 16 a message, 64 a request and 1,000 for tools or a JSON reply stand
 * for what the chat format adds. For budgets.
 */
export function mostInputTokens(request: ModelRequest): number {
  const shaped = request.tools.length > 0 || request.reply.kind === 'json';
  return bytesOf(request) + perMessage * request.messages.length + perRequest + (shaped ? perForm : 0);
}

function bytesOf(request: ModelRequest): number {
  let bytes = 0;
  for (const message of request.messages) bytes += Buffer.byteLength(message.content);
  for (const tool of request.tools) {
    const text = tool.name + tool.description + canonicalJson(tool.parameters);
    bytes += Buffer.byteLength(text);
  }
  if (request.reply.kind === 'json') bytes += Buffer.byteLength(canonicalJson(request.reply.schema));
  return bytes;
}
