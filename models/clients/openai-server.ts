import { fault } from '../../core/errors.ts';
import type { ModelName } from '../../core/model.ts';
import type { ChatDialect } from './chat-completions.ts';

/** OpenAI's own server; OPENAI_API_KEY is sent nowhere else. */
const ownUrl = 'https://api.openai.com/v1';
/** Models that answer through the Responses API only; every other takes chat completions, which have stop, seed and logprobs. */
const responsesOnly = /(?:^|-)(?:pro|codex|deep-research)(?:-|$)|^computer-use/;

/** A server of OpenAI's wire format: where it is, what it is told, and how it differs from others. */
export interface Server {
  readonly id: ModelName;
  readonly name: string;
  readonly url: string;
  readonly apiKey: string;
  readonly keyVariable: string;
  readonly dialect: ChatDialect;
  readonly speaksResponses: boolean;
  /** Its list of models is complete, so that a model that is not on it does not exist. */
  readonly listsModels: boolean;
}

/** OpenAI itself. Throws MODEL_KEY where OPENAI_API_KEY is not set. `url` is for tests. */
export function openaiServer(name: string, env: NodeJS.ProcessEnv, url: string = ownUrl): Server {
  const apiKey = env['OPENAI_API_KEY'] ?? '';
  if (apiKey === '') {
    throw fault('MODEL_KEY', `openai:${name} needs a key, and OPENAI_API_KEY is not set`, {
      hint: 'export OPENAI_API_KEY=…',
    });
  }
  return {
    id: `openai:${name}`,
    name,
    url,
    apiKey,
    keyVariable: 'OPENAI_API_KEY',
    dialect: { maxTokensKey: 'max_completion_tokens' },
    speaksResponses: responsesOnly.test(name),
    listsModels: true,
  };
}

/** Any other server. HELDOUT_API_KEY is sent where it is set. */
export function compatibleServer(name: string, url: string, env: NodeJS.ProcessEnv): Server {
  return {
    id: `openai-compatible:${name}@${url}`,
    name,
    url,
    // Servers without keys take any; the SDK wants one.
    apiKey: env['HELDOUT_API_KEY'] || 'none',
    keyVariable: 'HELDOUT_API_KEY',
    dialect: { maxTokensKey: 'max_tokens' },
    speaksResponses: false,
    listsModels: false,
  };
}
