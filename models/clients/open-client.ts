import { fault } from '../../core/errors.ts';
import type { ModelClient } from '../../core/model.ts';
import type { ModelRef } from '../model-ref.ts';

/** Refs of language models; the others are targets of their own. */
export type ClientRef = Exclude<ModelRef, { scheme: 'module' | 'command' | 'http' }>;

/** Whether a ref names a language model. */
export function isClientRef(ref: ModelRef): ref is ClientRef {
  return ref.scheme !== 'module' && ref.scheme !== 'command' && ref.scheme !== 'http';
}

/**
 * Opens the client for a ref; SDKs are loaded only here. Throws MODEL_KEY where a key is missing, and
 * MODEL_UNAVAILABLE for what this version cannot call.
 */
export async function openClient(ref: ClientRef, env: NodeJS.ProcessEnv): Promise<ModelClient> {
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
    case 'llama-cpp':
      throw fault('MODEL_UNAVAILABLE', 'llama-cpp: models cannot be called in this process by this version', {
        hint: 'serve the file with llama.cpp’s server and name it `openai-compatible:NAME@http://127.0.0.1:8080/v1`',
      });
  }
}
