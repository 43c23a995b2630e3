import { jsonReply, type MockReply } from './mock-request.ts';

/** Whose wire format a request is in. */
export type Provider = 'openai' | 'anthropic' | 'ollama';

const anthropicTypes = new Map([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [404, 'not_found_error'],
  [409, 'invalid_request_error'],
  [429, 'rate_limit_error'],
  [500, 'api_error'],
  [529, 'overloaded_error'],
]);
const openaiTypes = new Map([
  [400, 'invalid_request_error'],
  [401, 'invalid_request_error'],
  [404, 'invalid_request_error'],
  [409, 'invalid_request_error'],
  [429, 'requests'],
]);
const openaiCodes = new Map([
  [401, 'invalid_api_key'],
  [429, 'rate_limit_exceeded'],
]);

/** An error in the form in which the provider writes it. */
export function errorReply(
  provider: Provider,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): MockReply {
  const code = openaiCodes.get(status) ?? null;
  return { ...jsonReply(errorBody(provider, status, message, code), status), headers };
}

/** The error for a model that is not known. */
export function unknownModelReply(provider: Provider, model: string): MockReply {
  const message =
    provider === 'ollama' ? `model '${model}' not found` : `the model \`${model}\` does not exist`;
  return jsonReply(errorBody(provider, 404, message, 'model_not_found'), 404);
}

function errorBody(provider: Provider, status: number, message: string, code: string | null): unknown {
  switch (provider) {
    case 'ollama':
      return { error: message };
    case 'anthropic':
      return { type: 'error', error: { type: anthropicTypes.get(status) ?? 'api_error', message } };
    case 'openai':
      return { error: { message, type: openaiTypes.get(status) ?? 'server_error', param: null, code } };
  }
}
