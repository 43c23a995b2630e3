import type { ModelClient, ModelRequest, ModelResponse } from '../../core/model.ts';

/** What a scripted model answers: a text, a whole response, or an error to throw. */
export type ScriptedAnswer = string | Partial<ModelResponse> | Error;

/**
 * A model whose answers are given by a function, for tests and offline suites. Tokens are counted as words.
 * A thrown or returned Error is thrown as it is; an aborted signal ends the call.
 */
export function scriptedClient(
  name: string,
  answer: (request: ModelRequest, call: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
): ModelClient {
  let calls = 0;
  return {
    id: `scripted:${name}`,
    async complete(request, signal) {
      signal.throwIfAborted();
      const given = await answer(request, calls++);
      signal.throwIfAborted();
      if (given instanceof Error) throw given;
      const reply = typeof given === 'string' ? { text: given } : given;
      const text = reply.text ?? '';
      const usage = {
        inputTokens: request.messages.reduce((sum, { content }) => sum + words(content), 0),
        outputTokens: words(text),
      };
      return {
        text,
        toolCalls: [],
        finish: 'stop',
        usage,
        logprobs: null,
        answeredBy: name,
        rateLimit: null,
        ...reply,
      };
    },
  };
}

function words(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
