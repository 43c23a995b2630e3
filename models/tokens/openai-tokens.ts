import type { TokenCounter } from './token-counter.ts';

/**
 * Which encoding OpenAI's models have (https://github.com/openai/tiktoken, model.py): o200k_base since GPT-4o, before it
 * cl100k_base.
 */
const older = /^(?:gpt-4(?:-(?:turbo|\d{4}|32k|vision).*)?|gpt-3\.5.*)$/;
const newer = /^(?:gpt-4o|chatgpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|gpt-oss|o1|o3|o4)/;

/** OpenAI's chat format adds three tokens and the role to each message (their cookbook, on counting tokens). */
const aroundMessage = 4;

/** Longer runs without a space, or of nothing but space, are counted in pieces: merging pairs takes their square. */
const longestRun = 256;
const longRuns = /(\S{257,}|\s{257,})/;
const pieces = new RegExp(`.{1,${longestRun}}`, 'gsu');

/** A fine-tuned model, `ft:BASE:…`, has the tokenizer of its base. */
export function openaiEncoding(model: string): 'o200k_base' | 'cl100k_base' | null {
  const base = model.replace(/^ft:/, '').split(':')[0] ?? model;
  if (newer.test(base)) return 'o200k_base';
  return older.test(base) ? 'cl100k_base' : null;
}

/** The tokenizer of a model of OpenAI, loaded on demand; null for a model whose encoding is not known. */
export async function openaiTokens(model: string): Promise<TokenCounter | null> {
  const encoding = openaiEncoding(model);
  if (encoding === null) return null;
  const { countTokens } =
    encoding === 'o200k_base'
      ? await import('gpt-tokenizer/encoding/o200k_base')
      : await import('gpt-tokenizer/encoding/cl100k_base');
  // Signs such as <|endoftext|> in a text are text: nobody sends them as tokens.
  const options = { disallowedSpecial: new Set<string>() };
  const count = (text: string): number =>
    text
      .split(longRuns)
      .flatMap((part) =>
        part.length > longestRun && longRuns.test(part) ? (part.match(pieces) ?? []) : part,
      )
      .reduce((sum, part) => sum + countTokens(part, options), 0);
  return {
    name: `${encoding} of gpt-tokenizer`,
    exact: true,
    count,
    perMessage: aroundMessage,
    close: async () => {},
  };
}
