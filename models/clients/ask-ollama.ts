import type { Ollama } from 'ollama';
import { untilAborted } from '../until-aborted.ts';
import { withOwnSignal } from './with-own-signal.ts';

/**
 * Asks an Ollama server one thing, until `signal` aborts: the server is told then, and nothing of the call stays on the
 * signal afterwards.
 */
export async function askOllama<Reply>(
  host: string,
  signal: AbortSignal,
  ask: (server: Ollama) => Promise<Reply>,
): Promise<Reply> {
  const { Ollama } = await import('ollama');
  return withOwnSignal(signal, (own) => {
    // The package aborts all calls of a client at once: each call has a client of its own.
    const server = new Ollama({ host, fetch: (input, init) => fetch(input, { ...init, signal: own }) });
    return untilAborted(ask(server), own);
  });
}
