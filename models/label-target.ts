import { z } from 'zod';
import { type ModelClient, ReplyError } from '../core/model.ts';
import type { Target } from '../core/seams.ts';
import type { ModelSettings } from '../core/suite.ts';
import { caseRequest } from './model-target.ts';
import { structured } from './structured.ts';

/**
 * A model that answers with one of some labels: it is asked for JSON that can hold nothing else, so that what it talks
 * about around its answer is no answer. For judges; a target answers as it does in production.
 * A reply that cannot be used is an ordinary Error; everything else that the client throws passes.
 */
export function labelTarget(
  client: ModelClient,
  labels: readonly string[],
  settings: ModelSettings = {},
): Target {
  const question = structured(client, {
    name: 'answer',
    schema: z.strictObject({ label: z.enum(labels) }),
  });
  return {
    async call(input, signal, _, attempt = 0) {
      try {
        const { value, response } = await question.ask(caseRequest(input, settings, attempt), signal);
        return { text: value.label, ...(response.usage === null ? {} : { usage: response.usage }) };
      } catch (error) {
        if (!(error instanceof ReplyError)) throw error;
        throw new Error(`${client.id}: ${error.message}`, { cause: error });
      }
    },
    ...(client.close === undefined ? {} : { close: () => client.close?.() ?? Promise.resolve() }),
  };
}
