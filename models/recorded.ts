import { fault } from '../core/errors.ts';
import {
  type ModelClient,
  type ModelName,
  type ModelRequest,
  type ModelResponse,
  ReplyError,
} from '../core/model.ts';
import { AskedOnce } from './asked-once.ts';
import type { Cassette } from './cassette.ts';
import { requestDigest } from './request-digest.ts';
import { wrapped } from './wrapped.ts';

/** `record` calls for what is not there yet, and writes it; `replay` never calls. */
export type RecordMode = 'record' | 'replay';

/**
 * Keeps every answer of a client in a cassette, or answers from one. An equal request is asked once in a recording and
 * answered alike after that, so that a replay gives the same. Replies that could not be used are kept as the
 * ReplyErrors that they were; faults that may pass are not kept. Where only the model's name is given nothing is
 * called. Throws CASSETTE, naming the request, for one that is not in the cassette and may not be called.
 * The cassette belongs to the caller, who closes it.
 */
export function recorded(client: ModelClient | ModelName, cassette: Cassette, mode: RecordMode): ModelClient {
  const asking = new AskedOnce<ModelResponse>();
  const id = typeof client === 'string' ? client : client.id;
  const complete: ModelClient['complete'] = async (request, signal) => {
    signal.throwIfAborted();
    const key = requestDigest(id, request);
    const kept = cassette.get(key);
    if (kept !== null) return kept.outcome === 'response' ? kept.response : rethrown(kept.error);
    if (mode === 'replay' || typeof client === 'string') throw missing(id, request, key, cassette.file);
    return asking.ask(key, signal, async (shared) => {
      try {
        const response = await client.complete(request, shared);
        cassette.add(key, id, request, { outcome: 'response', response: { ...response, rateLimit: null } });
        return response;
      } catch (error) {
        if (error instanceof ReplyError) {
          const { fault, message, usage, text } = error;
          cassette.add(key, id, request, { outcome: 'error', error: { fault, message, usage, text } });
        }
        throw error;
      }
    });
  };
  return typeof client === 'string' ? { id, complete } : wrapped(client, complete);
}

function rethrown({ fault, message, usage, text }: Omit<ReplyError, 'name'>): never {
  throw new ReplyError(fault, message, { usage, text });
}

function missing(model: ModelName, request: ModelRequest, key: string, file: string): Error {
  const last = request.messages.at(-1)?.content ?? '';
  const shown = last.length > 200 ? `${last.slice(0, 200)}…` : last;
  const attempt = request.attempt === 0 ? '' : `, attempt ${request.attempt}`;
  return fault(
    'CASSETTE',
    `the cassette has no answer of ${model} to request ${key.slice(0, 16)}${attempt}, which ends: ${JSON.stringify(shown)}`,
    {
      place: { file, line: null, column: null },
      hint: 'record it anew: the prompts, the data or the seed are not those of the recording',
    },
  );
}
