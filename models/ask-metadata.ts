import path from 'node:path';
import { type ModelMetadata, readGgufMetadata } from './gguf/gguf-metadata.ts';
import type { ModelRef } from './model-ref.ts';

/** A local server that does not answer at once is asked no longer. */
const patienceMs = 2000;

/**
 * What a model says of itself, asked at no cost: a GGUF file by its header, Ollama by its show call. Null for providers
 * that do not say, and where Ollama does not answer or has no such model: whether it can be called is not asked here.
 * Throws MODEL_FILE for a model file that is none.
 */
export async function askMetadata(
  ref: ModelRef,
  { env, folder }: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<ModelMetadata | null> {
  if (ref.scheme === 'llama-cpp') return readGgufMetadata(path.resolve(folder, ref.path));
  if (ref.scheme !== 'ollama') return null;
  const { ollamaMetadata } = await import('./clients/ollama-client.ts');
  return ollamaMetadata(ref.name, env, AbortSignal.timeout(patienceMs));
}
