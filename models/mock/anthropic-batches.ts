import { z } from 'zod';
import { BadRequest } from './bad-request.ts';
import { type Batch, type BatchDesk, type BatchOptions, batchDesk } from './batches.ts';
import { jsonReply, type MockReply } from './mock-request.ts';

const createSchema = z.object({
  requests: z.array(z.object({ custom_id: z.string(), params: z.unknown() })).min(1),
});

/** Anthropic's message batches. */
export interface AnthropicBatches {
  /** Throws BadRequest where two requests have one name. */
  create(body: unknown, origin: string): MockReply;
  batch(id: string, origin: string): MockReply | null;
  cancel(id: string, origin: string): MockReply | null;
  /** Null where there is no such batch, or it has not ended. */
  results(id: string): MockReply | null;
  list(origin: string): MockReply;
}

/** Batches in memory. */
export function anthropicBatches(options: BatchOptions): AnthropicBatches {
  const desk: BatchDesk<null> = batchDesk<null>('msgbatch', options);
  const shown = (batch: Batch<null> | null, origin: string) =>
    batch === null ? null : jsonReply(described(batch, origin));
  return {
    create(body, origin) {
      const items = createSchema.parse(body).requests.map(({ custom_id, params }) => ({
        customId: custom_id,
        path: '/v1/messages',
        body: params,
      }));
      if (new Set(items.map(({ customId }) => customId)).size < items.length)
        throw new BadRequest('requests: each `custom_id` may come once');
      return jsonReply(described(desk.create(null, items), origin));
    },
    batch: (id, origin) => shown(desk.get(id), origin),
    cancel: (id, origin) => shown(desk.cancel(id), origin),
    results(id) {
      const batch = desk.get(id);
      if (batch === null || batch.state === 'going') return null;
      const lines =
        batch.state === 'cancelled'
          ? batch.items.map((item) => ({ custom_id: item.customId, result: { type: 'canceled' } }))
          : batch.results.map(({ item, reply }) => ({ custom_id: item.customId, result: resultOf(reply) }));
      return { status: 200, body: { kind: 'lines', lines } };
    },
    list: (origin) => {
      const data = desk.all().map((batch) => described(batch, origin));
      return jsonReply({
        data,
        has_more: false,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
      });
    },
  };
}

function described({ id, items, state, results }: Batch<null>, origin: string) {
  const hasEnded = state !== 'going';
  const succeeded = results.filter(({ reply }) => reply.status === 200).length;
  return {
    id,
    type: 'message_batch',
    processing_status: hasEnded ? 'ended' : 'in_progress',
    request_counts: {
      processing: hasEnded ? 0 : items.length,
      succeeded,
      errored: results.length - succeeded,
      canceled: state === 'cancelled' ? items.length : 0,
      expired: 0,
    },
    created_at: '1970-01-01T00:00:00Z',
    expires_at: '1970-01-02T00:00:00Z',
    ended_at: hasEnded ? '1970-01-01T00:00:01Z' : null,
    cancel_initiated_at: state === 'cancelled' ? '1970-01-01T00:00:01Z' : null,
    archived_at: null,
    results_url: hasEnded ? `${origin}/v1/messages/batches/${id}/results` : null,
  };
}

function resultOf({ status, body }: MockReply) {
  const value = body.kind === 'json' ? body.value : null;
  return status === 200 ? { type: 'succeeded', message: value } : { type: 'errored', error: value };
}
