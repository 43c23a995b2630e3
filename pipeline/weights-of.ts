import { ollamaHost } from '../models/clients/ollama-client.ts';
import { ollamaDigest } from '../models/clients/ollama-digest.ts';
import { parseModelRef } from '../models/model-ref.ts';
import type { LoadedSuite } from './load-suite.ts';

const patienceMs = 2000;

/** The weights that an Ollama name stands for today; null for other models, and in a replay, which asks nobody. */
export async function weightsOf({ session }: LoadedSuite, use: string): Promise<string | null> {
  const ref = parseModelRef(use);
  if (ref.scheme !== 'ollama' || session.tape?.mode === 'replay') return null;
  return ollamaDigest(ref.name, ollamaHost(process.env), AbortSignal.timeout(patienceMs));
}
