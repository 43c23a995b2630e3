import { type CaseInput, inputText } from '../core/case.ts';

/** The longest answer that is read, in bytes: text of the longest output with room for escapes and the rest. */
export const longestReply = 20_000_000;

/** What `command:` and `http:` targets are sent: one JSON object without line ends. `text` is the last user message. */
export function wireRequest(id: string, input: CaseInput): string {
  const { messages, documents, tools } = input;
  return JSON.stringify({ id, text: inputText(input), messages, documents, tools });
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON value in an answer's bytes. Throws an ordinary Error, the target's own fault, where the bytes are not
 * valid UTF-8 or not JSON; its message shows how the answer begins.
 */
export function parseReply(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (error) {
    throw new Error('the target answered bytes that are not valid UTF-8', { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text.trim().slice(0, 80);
    const what = start === '' ? 'nothing' : `\`${start}\``;
    throw new Error(`the target answered ${what}, which is not JSON`, { cause: error });
  }
}
