import { fault } from '../../core/errors.ts';
import type { ModelClient } from '../../core/model.ts';
import { type ChatDialect, chatBody, readChatReply } from './chat-completions.ts';
import { throwIfHopeless } from './preflight.ts';
import { readResponsesReply, responsesBody } from './responses-api.ts';
import { sdkFault } from './sdk-fault.ts';

/** OpenAI's own server; OPENAI_API_KEY is sent nowhere else. */
const ownUrl = 'https://api.openai.com/v1';
/** A call is ended by its signal; the SDK's own limit only has to be longer. */
const longestCallMs = 2 ** 31 - 1;

/** What an OpenAI-compatible server is called and where it is. */
interface Server {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly apiKey: string;
  readonly keyVariable: string;
  readonly dialect: ChatDialect;
  readonly speaksResponses: boolean;
  /** Its list of models is complete, so that a model that is not on it does not exist. */
  readonly listsModels: boolean;
}

/** Models that answer through the Responses API only; every other takes chat completions, which have stop, seed and logprobs. */
const responsesOnly = /(?:^|-)(?:pro|codex|deep-research)(?:-|$)|^computer-use/;

/** `openai:NAME`. Throws MODEL_KEY where OPENAI_API_KEY is not set. `url` is for tests. */
export async function openaiClient(
  name: string,
  env: NodeJS.ProcessEnv,
  url: string = ownUrl,
): Promise<ModelClient> {
  const apiKey = env['OPENAI_API_KEY'] ?? '';
  if (apiKey === '') {
    throw fault('MODEL_KEY', `openai:${name} needs a key, and OPENAI_API_KEY is not set`, {
      hint: 'export OPENAI_API_KEY=…',
    });
  }
  const dialect = { maxTokensKey: 'max_completion_tokens' } as const;
  const id = `openai:${name}`;
  return serverClient({
    id,
    name,
    url,
    apiKey,
    keyVariable: 'OPENAI_API_KEY',
    dialect,
    speaksResponses: responsesOnly.test(name),
    listsModels: true,
  });
}

/** `openai-compatible:NAME@URL`: vLLM, llama.cpp server, LM Studio, … HELDOUT_API_KEY is sent where it is set. */
export async function openaiCompatibleClient(
  name: string,
  url: string,
  env: NodeJS.ProcessEnv,
): Promise<ModelClient> {
  return serverClient({
    id: `openai-compatible:${name}@${url}`,
    name,
    url,
    // Servers without keys take any; the SDK wants one.
    apiKey: env['HELDOUT_API_KEY'] || 'none',
    keyVariable: 'HELDOUT_API_KEY',
    dialect: { maxTokensKey: 'max_tokens' },
    speaksResponses: false,
    listsModels: false,
  });
}

async function serverClient(server: Server): Promise<ModelClient> {
  const { default: OpenAI } = await import('openai');
  const { id, name, url, apiKey, keyVariable, dialect } = server;
  const options = { apiKey, baseURL: url, maxRetries: 0, timeout: longestCallMs };
  // Null keeps the SDK from reading the environment: an organisation's id is no business of another server.
  const sdk = new OpenAI({ ...options, organization: null, project: null });
  return {
    id,
    async complete(request, signal) {
      signal.throwIfAborted();
      try {
        const options = { signal };
        // The raw response: the SDK's own reading formats a log line for each reply, whether it is wanted or not.
        if (server.speaksResponses) {
          const response = await sdk.responses.create(responsesBody(name, request), options).asResponse();
          return readResponsesReply(await response.json(), response.headers, name);
        }
        const response = await sdk.chat.completions
          .create(chatBody(name, request, dialect), options)
          .asResponse();
        return readChatReply(await response.json(), response.headers, name);
      } catch (error) {
        signal.throwIfAborted();
        throw sdkFault(error, { id, keyVariable });
      }
    },
    async preflight(signal) {
      try {
        if (server.listsModels) await sdk.models.retrieve(name, { signal });
        else await sdk.models.list({ signal });
      } catch (error) {
        throwIfHopeless(sdkFault(error, { id, keyVariable }), server.listsModels);
      }
    },
  };
}
