import type { ModelClient } from '../../core/model.ts';
import { chatBody, readChatReply } from './chat-completions.ts';
import { openaiSdk } from './openai-sdk.ts';
import { compatibleServer, openaiServer, type Server } from './openai-server.ts';
import { throwIfHopeless } from './preflight.ts';
import { readResponsesReply, responsesBody } from './responses-api.ts';
import { sdkFault } from './sdk-fault.ts';
import { withOwnSignal } from './with-own-signal.ts';

/** `openai:NAME`. Throws MODEL_KEY where OPENAI_API_KEY is not set. `url` is for tests. */
export async function openaiClient(name: string, env: NodeJS.ProcessEnv, url?: string): Promise<ModelClient> {
  return serverClient(openaiServer(name, env, url));
}

/** `openai-compatible:NAME@URL`: vLLM, llama.cpp server, LM Studio, … HELDOUT_API_KEY is sent where it is set. */
export async function openaiCompatibleClient(
  name: string,
  url: string,
  env: NodeJS.ProcessEnv,
): Promise<ModelClient> {
  return serverClient(compatibleServer(name, url, env));
}

async function serverClient(server: Server): Promise<ModelClient> {
  const sdk = await openaiSdk(server);
  const { id, name, dialect } = server;
  return {
    id,
    async complete(request, signal) {
      signal.throwIfAborted();
      try {
        return await withOwnSignal(signal, async (own) => {
          // The raw response: the SDK's own reading formats a log line for each reply, whether it is wanted or not.
          if (server.speaksResponses) {
            const body = responsesBody(name, request);
            const response = await sdk.responses.create(body, { signal: own }).asResponse();
            return readResponsesReply(await response.json(), response.headers, name);
          }
          const body = chatBody(name, request, dialect);
          const response = await sdk.chat.completions.create(body, { signal: own }).asResponse();
          return readChatReply(await response.json(), response.headers, name);
        });
      } catch (error) {
        signal.throwIfAborted();
        throw sdkFault(error, server);
      }
    },
    async preflight(signal) {
      try {
        await withOwnSignal<unknown>(signal, (own) =>
          server.listsModels ? sdk.models.retrieve(name, { signal: own }) : sdk.models.list({ signal: own }),
        );
      } catch (error) {
        throwIfHopeless(sdkFault(error, server), server.listsModels);
      }
    },
  };
}
