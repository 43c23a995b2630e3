import path from 'node:path';
import type { ModelClient, ModelName } from '../../core/model.ts';
import type { ModelRef } from '../model-ref.ts';

/** Refs of language models; the others are targets of their own. */
export type ClientRef = Exclude<ModelRef, { scheme: 'module' | 'command' | 'http' }>;

/** The id that the client of a ref has. */
export function clientId(ref: ClientRef): ModelName {
  switch (ref.scheme) {
    case 'llama-cpp':
      return `llama-cpp:${ref.path}`;
    case 'openai-compatible':
      return `openai-compatible:${ref.name}@${ref.url}`;
    default:
      return `${ref.scheme}:${ref.name}`;
  }
}

/** Whether a ref names a language model. */
export function isClientRef(ref: ModelRef): ref is ClientRef {
  return ref.scheme !== 'module' && ref.scheme !== 'command' && ref.scheme !== 'http';
}

/**
 * Opens the client for a ref; SDKs are loaded only here. Model files start in `folder`, an absolute path. Throws
 * MODEL_KEY where a key is missing, and MODEL_FILE or MODEL_PACKAGE where a model file cannot be loaded.
 */
export async function openClient(
  ref: ClientRef,
  { env, folder }: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<ModelClient> {
  switch (ref.scheme) {
    case 'openai': {
      const { openaiClient } = await import('./openai-client.ts');
      return openaiClient(ref.name, env);
    }
    case 'openai-compatible': {
      const { openaiCompatibleClient } = await import('./openai-client.ts');
      return openaiCompatibleClient(ref.name, ref.url, env);
    }
    case 'anthropic': {
      const { anthropicClient } = await import('./anthropic-client.ts');
      return anthropicClient(ref.name, env);
    }
    case 'ollama': {
      const { ollamaClient } = await import('./ollama-client.ts');
      return ollamaClient(ref.name, env);
    }
    case 'llama-cpp': {
      const { llamaCppClient } = await import('./llama-cpp-client.ts');
      const { lora, contextTokens } = ref;
      return llamaCppClient(clientId(ref), path.resolve(folder, ref.path), {
        lora: lora === null ? null : path.resolve(folder, lora),
        contextTokens,
      });
    }
  }
}
