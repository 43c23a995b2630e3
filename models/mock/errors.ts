import { jsonReply, type MockReply } from './mock-request.ts';

/** Whose wire format a path belongs to. */
export type Provider = 'openai' | 'anthropic' | 'ollama';

const anthropicTypes = new Map([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [404, 'not_found_error'],
  [429, 'rate_limit_error'],
  [500, 'api_error'],
  [529, 'overloaded_error'],
]);
const openaiTypes = new Map([
  [400, 'invalid_request_error'],
  [401, 'invalid_request_error'],
  [404, 'invalid_request_error'],
  [429, 'rate_limit_exceeded'],
]);

/** An error in the form in which the provider writes it. */
export function errorReply(
  provider: Provider,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): MockReply {
  return { ...jsonReply(errorBody(provider, status, message), status), headers };
}

function errorBody(provider: Provider, status: number, message: string): unknown {
  switch (provider) {
    case 'ollama':
      return { error: message };
    case 'anthropic':
      return { type: 'error', error: { type: anthropicTypes.get(status) ?? 'api_error', message } };
    case 'openai': {
      const type = openaiTypes.get(status) ?? 'server_error';
      const code = status === 404 ? 'model_not_found' : status === 401 ? 'invalid_api_key' : null;
      return { error: { message, type, param: null, code } };
    }
  }
}
