import type { CaseInput } from '../core/case.ts';
import { type ModelClient, type ModelRequest, ReplyError, textRequest } from '../core/model.ts';
import type { TargetOutput } from '../core/run.ts';
import type { Target } from '../core/seams.ts';
import type { ModelSettings } from '../core/suite.ts';
import { withDocuments } from '../core/with-documents.ts';

/**
 * A model as the system under test: the case's messages and tools are sent as they are, its documents before the text
 * of the last user message, each between tags that name it (a user message of their own where no user speaks).
 * A reply that cannot be used is an ordinary Error, the target's own fault; everything else that the client throws
 * passes. Repeats of a case are different requests.
 */
export function modelTarget(client: ModelClient, settings: ModelSettings = {}): Target {
  return {
    async call(input, signal, _, attempt = 0) {
      try {
        return outputOf(await client.complete(caseRequest(input, settings, attempt), signal));
      } catch (error) {
        if (!(error instanceof ReplyError)) throw error;
        throw new Error(`${client.id}: ${error.message}`, { cause: error });
      }
    },
    ...(client.close === undefined ? {} : { close: () => client.close?.() ?? Promise.resolve() }),
  };
}

/** What a model is asked for a case; repeats are told apart by `attempt`, from 0. */
export function caseRequest(input: CaseInput, settings: ModelSettings, attempt: number): ModelRequest {
  return {
    ...textRequest(withDocuments(input)),
    tools: input.tools ?? [],
    ...settings,
    attempt,
  };
}

function outputOf(response: Awaited<ReturnType<ModelClient['complete']>>): TargetOutput {
  const { text, toolCalls, usage } = response;
  return {
    text,
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    ...(usage === null ? {} : { usage }),
  };
}
