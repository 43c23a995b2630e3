import path from 'node:path';
import { HeldoutError } from '../../core/errors.ts';
import { askMetadata } from '../ask-metadata.ts';
import { knownContextTokens } from '../context-table.ts';
import { parseModelRef } from '../model-ref.ts';
import { openaiTokens } from './openai-tokens.ts';
import { estimatedTokens, type TokenCounter } from './token-counter.ts';

/** A model's tokenizer and how much it can be told at once. */
export interface ModelTokens {
  readonly counter: TokenCounter;
  /** Tokens of prompt and reply together; null where it is not known. */
  readonly contextTokens: number | null;
}

/**
 * The tokenizer and context of a model: gpt-tokenizer for OpenAI's, the model's own for a GGUF file where node-llama-cpp
 * is there, else an estimate that is named as one. Without a ref nothing is known. Throws MODEL_REF and MODEL_FILE.
 */
export async function openTokenCounter(
  use: string | null,
  { env, folder }: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<ModelTokens> {
  if (use === null) return { counter: estimatedTokens, contextTokens: null };
  const ref = parseModelRef(use);
  if (ref.scheme === 'openai') {
    const base = `openai:${ref.name.replace(/^ft:/, '').split(':')[0]}`;
    return {
      counter: (await openaiTokens(ref.name)) ?? estimatedTokens,
      contextTokens: knownContextTokens(base),
    };
  }
  if (ref.scheme === 'llama-cpp') {
    const counter = (await llamaTokens(path.resolve(folder, ref.path))) ?? estimatedTokens;
    return { counter, contextTokens: ref.contextTokens ?? (await trainedContext(use, env, folder)) };
  }
  const contextTokens =
    ref.scheme === 'ollama' ? await trainedContext(use, env, folder) : knownContextTokens(use);
  return { counter: estimatedTokens, contextTokens };
}

/** What a model file, or Ollama, says that the model was trained with; null where neither says. */
async function trainedContext(use: string, env: NodeJS.ProcessEnv, folder: string): Promise<number | null> {
  const metadata = await askMetadata(parseModelRef(use), { env, folder });
  const length = metadata?.get(`${metadata.get('general.architecture')}.context_length`);
  return typeof length === 'number' ? length : null;
}

/** The tokenizer inside a model file; null where node-llama-cpp is not installed. */
async function llamaTokens(file: string): Promise<TokenCounter | null> {
  const { loadLlama } = await import('../llama-cpp/load-llama.ts');
  try {
    const { model, dispose } = await loadLlama(file);
    return {
      name: `the tokenizer of ${path.basename(file)}`,
      exact: true,
      count: (text) => model.tokenize(text).length,
      perMessage: estimatedTokens.perMessage,
      close: dispose,
    };
  } catch (error) {
    if (error instanceof HeldoutError && error.problems[0].code === 'MODEL_PACKAGE') return null;
    throw error;
  }
}
