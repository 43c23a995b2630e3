import path from 'node:path';
import type { Embedder } from '../../core/embedding.ts';
import { fault } from '../../core/errors.ts';
import { clientId } from '../clients/open-client.ts';
import { compatibleServer, openaiServer } from '../clients/openai-server.ts';
import { parseModelRef } from '../model-ref.ts';
import { lexicalEmbedder } from './lexical-embedder.ts';

/**
 * Opens the embedder that a ref names; `lexical` is the one that needs no model. SDKs are loaded only here; model files
 * start in `folder`, an absolute path. Throws MODEL_REF for a model that has no embeddings, and what opening a client
 * throws.
 */
export async function openEmbedder(
  text: string,
  { env, folder }: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<Embedder> {
  if (text === 'lexical') return lexicalEmbedder();
  const ref = parseModelRef(text);
  switch (ref.scheme) {
    case 'openai': {
      const { serverEmbedder } = await import('./server-embedder.ts');
      return serverEmbedder(openaiServer(ref.name, env));
    }
    case 'openai-compatible': {
      const { serverEmbedder } = await import('./server-embedder.ts');
      return serverEmbedder(compatibleServer(ref.name, ref.url, env));
    }
    case 'ollama': {
      const { ollamaEmbedder } = await import('./ollama-embedder.ts');
      return ollamaEmbedder(ref.name, env);
    }
    case 'llama-cpp': {
      const { llamaCppEmbedder } = await import('./llama-cpp-embedder.ts');
      if (ref.lora !== null)
        throw fault('MODEL_REF', `\`${text}\`: embeddings are not made with an adapter`, {
          hint: 'leave out `lora`, or merge the adapter into the model file',
        });
      const { contextTokens } = ref;
      return llamaCppEmbedder(clientId(ref), path.resolve(folder, ref.path), { contextTokens });
    }
    default:
      throw fault('MODEL_REF', `\`${text}\` gives no embeddings`, {
        hint: 'name a model of `openai:`, `ollama:`, `openai-compatible:` or `llama-cpp:`, or `lexical`',
      });
  }
}
