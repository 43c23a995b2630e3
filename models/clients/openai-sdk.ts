import type OpenAI from 'openai';
import type { Server } from './openai-server.ts';

/** A call is ended by its signal; the SDK's own limit only has to be longer. */
const longestCallMs = 2 ** 31 - 1;

/**
 * OpenAI's SDK, set to a server. What the environment says to OpenAI (an organisation's id, OPENAI_CUSTOM_HEADERS) is
 * no business of another server and is not sent there. Retries are ours.
 */
export async function openaiSdk({ url, apiKey, keyVariable }: Server): Promise<OpenAI> {
  const { default: OpenAI } = await import('openai');
  const isOpenai = keyVariable === 'OPENAI_API_KEY';
  return new OpenAI({
    apiKey,
    baseURL: url,
    maxRetries: 0,
    timeout: longestCallMs,
    organization: null,
    project: null,
    defaultHeaders: isOpenai
      ? {}
      : { ...withoutCustomHeaders(process.env), Authorization: `Bearer ${apiKey}` },
  });
}

/** The SDK reads the variable by itself, `NAME: VALUE` a line; null takes a header away again. */
function withoutCustomHeaders(env: NodeJS.ProcessEnv): Record<string, null> {
  const names = (env['OPENAI_CUSTOM_HEADERS'] ?? '').split('\n').flatMap((line) => {
    const name = line.slice(0, Math.max(line.indexOf(':'), 0)).trim();
    return name === '' ? [] : [[name.toLowerCase(), null] as const];
  });
  return Object.fromEntries(names.filter(([name]) => name !== 'authorization'));
}
