import { z } from 'zod';
import { askOllama } from './ask-ollama.ts';

const listSchema = z.object({ models: z.array(z.object({ name: z.string(), digest: z.string() })) });
const shown = 12;

/**
 * The first 12 digits of the digest of an Ollama model: a name may stand for other weights after the next pull. Null where
 * the server does not say; whether it can be called is not asked here.
 */
export async function ollamaDigest(name: string, host: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { models } = listSchema.parse(await askOllama(host, signal, (server) => server.list()));
    const found = models.find((model) => model.name === name || model.name === `${name}:latest`);
    return found === undefined ? null : found.digest.replace(/^sha256:/, '').slice(0, shown);
  } catch {
    return null; // a server that does not list its models tells nothing, and a call will tell what is wrong
  }
}
