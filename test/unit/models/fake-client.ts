import { setMaxListeners } from 'node:events';
import { type ModelClient, type ModelRequest, type ModelResponse, textRequest } from '../../../core/model.ts';

/** A client that answers with what the function gives. */
export function fakeClient(
  complete: (request: ModelRequest, signal: AbortSignal) => Promise<ModelResponse> | ModelResponse,
  id = 'scripted:fake',
): ModelClient {
  return { id, complete: async (request, signal) => complete(request, signal) };
}

export function response(text: string, more: Partial<ModelResponse> = {}): ModelResponse {
  return {
    text,
    toolCalls: [],
    finish: 'stop',
    usage: { inputTokens: 10, outputTokens: 5 },
    logprobs: null,
    answeredBy: 'fake-1',
    rateLimit: null,
    ...more,
  };
}

export function question(content: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return { ...textRequest([{ role: 'user', content }]), ...more };
}

export const never: AbortSignal = new AbortController().signal;
setMaxListeners(0, never);
