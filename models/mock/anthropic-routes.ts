import { anthropicBatches } from './anthropic-batches.ts';
import { messagesReply, readMessagesRequest } from './anthropic-messages.ts';
import type { Replying } from './replying.ts';
import type { Route } from './route.ts';

/** Anthropic's wire formats. */
export function anthropicRoutes(replying: Replying): readonly Route[] {
  const messages = (body: unknown, id: string, more: { isStreamed?: false } = {}) =>
    replying.reply('anthropic', { ...readMessagesRequest(body), ...more }, (request, said) =>
      messagesReply(request, said, id),
    );
  const batches = anthropicBatches(
    replying.batches('anthropic', ({ body, customId }) => messages(body, customId, { isStreamed: false })),
  );
  return [
    ['POST', /^\/v1\/messages$/, ({ body, arrival }) => messages(body, String(arrival))],
    ['POST', /^\/v1\/messages\/batches$/, ({ body, origin }) => batches.create(body, origin)],
    ['GET', /^\/v1\/messages\/batches$/, ({ origin }) => batches.list(origin)],
    ['GET', /^\/v1\/messages\/batches\/([^/]+)$/, ({ origin }, id) => batches.batch(id, origin)],
    ['GET', /^\/v1\/messages\/batches\/([^/]+)\/results$/, (_, id) => batches.results(id)],
    ['POST', /^\/v1\/messages\/batches\/([^/]+)\/cancel$/, ({ origin }, id) => batches.cancel(id, origin)],
  ];
}
