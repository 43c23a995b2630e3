import type { IncomingHttpHeaders } from 'node:http';
import { anthropicRoutes } from './anthropic-routes.ts';
import { asBadRequest, BadRequest } from './bad-request.ts';
import { errorReply, type Provider } from './errors.ts';
import { ollamaRoutes } from './ollama-routes.ts';
import { openaiRoutes } from './openai-routes.ts';
import { createReplying, type MockBehaviour } from './replying.ts';
import type { Incoming, Routed } from './route.ts';

/** Whose wire format a request is in: by its path, and where two share one by the header that Anthropic's clients send. */
export function providerOf(path: string, headers: IncomingHttpHeaders): Provider {
  if (path.startsWith('/api/')) return 'ollama';
  const isAnthropic = path.startsWith('/v1/messages') || headers['anthropic-version'] !== undefined;
  return isAnthropic ? 'anthropic' : 'openai';
}

/** What the server answers, by method and path; the provider's own error where there is none or the body is not of the format. */
export function createRoutes(
  behaviour: MockBehaviour,
): (incoming: Incoming) => Promise<Exclude<Routed, null>> {
  const replying = createReplying(behaviour);
  const routes = [...openaiRoutes(replying), ...anthropicRoutes(replying), ...ollamaRoutes(replying)];
  const routed = async (incoming: Incoming): Promise<Routed> => {
    for (const [method, pattern, answer] of routes) {
      const found = method === incoming.method ? pattern.exec(incoming.path) : null;
      if (found !== null) return answer(incoming, decodeURIComponent(found[1] ?? ''));
    }
    return null;
  };
  return async (incoming) => {
    const { provider, method, path } = incoming;
    try {
      return (await routed(incoming)) ?? errorReply(provider, 404, `there is no ${method} ${path}`);
    } catch (error) {
      const bad = asBadRequest(error);
      if (bad instanceof BadRequest) return errorReply(provider, 400, bad.message);
      throw error;
    }
  };
}
