import { asBadRequest, BadRequest } from './bad-request.ts';
import type { BatchItem, BatchOptions } from './batches.ts';
import { errorReply, type Provider, unknownModelReply } from './errors.ts';
import { faultOfItem, type PlannedFault, statusOf } from './faults.ts';
import type { MockAnswer, MockReply, MockRequest } from './mock-request.ts';
import { answer, type Persona } from './persona.ts';

/** How the server answers. */
export interface MockBehaviour {
  readonly persona: Persona;
  readonly seed: number;
  /** Names that are known; null: every name is. */
  readonly models: readonly string[] | null;
  readonly faults: readonly PlannedFault[];
  readonly batchMs: number;
}

/** What the wire formats share. */
export interface Replying {
  readonly seed: number;
  /** The names in lists of models. */
  readonly listed: readonly string[];
  knows(model: string): boolean;
  /** What the persona says, as `render` writes it; an error for a model that is not known. */
  reply<Request extends MockRequest>(
    provider: Provider,
    request: Request,
    render: (request: Request, answer: MockAnswer) => MockReply,
  ): MockReply;
  /** How batches are made whose items `one` answers. */
  batches(provider: Provider, one: (item: BatchItem) => MockReply): BatchOptions;
}

export function createReplying({ persona, seed, models, faults, batchMs }: MockBehaviour): Replying {
  const knows = (model: string) => models === null || models.includes(model);
  return {
    seed,
    listed: models ?? [...new Set(['mock', ...Object.keys(persona.models)])],
    knows,
    reply: (provider, request, render) =>
      knows(request.model)
        ? render(request, answer(persona, request, seed))
        : unknownModelReply(provider, request.model),
    batches: (provider, one) => ({
      seed,
      durationMs: batchMs,
      reply(item, index) {
        // Connections and bodies are the download's, not an item's: only what has a status can hit one.
        const withStatus = faults.filter((planned) => statusOf(planned) !== null);
        const planned = faultOfItem(withStatus, index + 1, seed);
        const refused = planned === null ? null : statusOf(planned);
        if (refused !== null) return errorReply(provider, refused.status, refused.message);
        try {
          return one(item);
        } catch (error) {
          const bad = asBadRequest(error);
          if (bad instanceof BadRequest) return errorReply(provider, 400, bad.message);
          throw error;
        }
      },
    }),
  };
}
