import type { TokenLogprob } from '../../core/model.ts';
import type { GrammarState, LlamaModel, Sampling, Sequence, Token } from './llama-package.ts';

/** What was generated, and why it ended: `length` where the limit came before an end. */
export interface Generated {
  readonly text: string;
  readonly ended: 'stop' | 'length';
  readonly logprobs: readonly TokenLogprob[];
}

export interface Generation {
  readonly prompt: readonly Token[];
  readonly maxTokens: number;
  /** Texts that end the reply and are not part of it. */
  readonly stop: readonly string[];
  /** Tokens that end the reply, such as those of a chat template. */
  readonly stopTokens: readonly (readonly Token[])[];
  readonly sampling: Sampling;
  readonly grammar: GrammarState | null;
}

/**
 * Generates token by token, which is what log-probabilities need. Under a grammar the reply ends as soon as it is whole
 * JSON: small models would write white space up to the limit. An abort ends it at the next token.
 */
export async function generateTokens(
  model: LlamaModel,
  sequence: Sequence,
  generation: Generation,
  signal: AbortSignal,
): Promise<Generated> {
  const { prompt, maxTokens, stop, stopTokens, sampling, grammar } = generation;
  const tokens: Token[] = [];
  const logprobs: TokenLogprob[] = [];
  const options = { ...sampling, ...(grammar === null ? {} : { grammarEvaluationState: () => grammar }) };
  let text = '';
  const ended = (until: string): Generated => ({ text: until, ended: 'stop', logprobs });
  for await (const { token, confidence } of sequence.evaluateWithMetadata(
    [...prompt],
    { confidence: true },
    options,
  )) {
    signal.throwIfAborted();
    tokens.push(token);
    if (stopTokens.some((trigger) => endsWith(tokens, trigger))) return ended(text);
    const piece = model.detokenize([token], true);
    logprobs.push({ token: piece, logprob: Math.log(confidence), runnerUp: null });
    // Whole each time: a character may lie in several tokens.
    text = model.detokenize(tokens);
    const at = Math.min(...stop.map((end) => text.indexOf(end)).filter((index) => index >= 0));
    if (Number.isFinite(at)) return ended(text.slice(0, at));
    if (grammar !== null && isJson(text)) return ended(text);
    if (tokens.length >= maxTokens) return { text, ended: 'length', logprobs };
  }
  return ended(text);
}

function endsWith(tokens: readonly Token[], end: readonly Token[]): boolean {
  return end.length > 0 && end.every((token, index) => tokens[tokens.length - end.length + index] === token);
}

function isJson(text: string): boolean {
  // Numbers and words at the root could go on.
  if (!/[}\]"]\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that it does not parse yet is the answer
  }
}
