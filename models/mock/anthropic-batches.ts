import { z } from 'zod';
import { type Batch, type BatchDesk, type BatchItem, batchDesk } from './batches.ts';
import { jsonReply, type MockReply } from './mock-request.ts';

const createSchema = z.object({
  requests: z.array(z.object({ custom_id: z.string(), params: z.unknown() })).min(1),
});

/** Anthropic's message batches. */
export interface AnthropicBatches {
  create(body: unknown, origin: string): MockReply;
  batch(id: string, origin: string): MockReply | null;
  cancel(id: string, origin: string): MockReply | null;
  /** Null where there is no such batch, or it has not ended. */
  results(id: string): MockReply | null;
  list(origin: string): MockReply;
}

/** Batches in memory; `reply` answers one request of a batch. */
export function anthropicBatches(options: {
  readonly seed: number;
  readonly durationMs: number;
  readonly reply: (item: BatchItem, index: number) => MockReply;
}): AnthropicBatches {
  const desk: BatchDesk<null> = batchDesk<null>({ ...options, prefix: 'msgbatch' });
  const described = (batch: Batch<null>, origin: string) => {
    const done = desk.isDone(batch);
    const results = done ? desk.results(batch) : [];
    const succeeded = results.filter(({ reply }) => reply.status === 200).length;
    return {
      id: batch.id,
      type: 'message_batch',
      processing_status: done ? 'ended' : 'in_progress',
      request_counts: {
        processing: done ? 0 : batch.items.length,
        succeeded,
        errored: results.length - succeeded,
        canceled: batch.isCancelled ? batch.items.length : 0,
        expired: 0,
      },
      created_at: '1970-01-01T00:00:00Z',
      expires_at: '1970-01-02T00:00:00Z',
      ended_at: done ? '1970-01-01T00:00:01Z' : null,
      cancel_initiated_at: null,
      archived_at: null,
      results_url: done ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
    };
  };
  const shown = (id: string, origin: string) => {
    const batch = desk.get(id);
    return batch === null ? null : jsonReply(described(batch, origin));
  };
  return {
    create(body, origin) {
      const items = createSchema
        .parse(body)
        .requests.map(({ custom_id, params }) => ({ customId: custom_id, body: params }));
      return jsonReply(described(desk.create(null, items), origin));
    },
    batch: shown,
    cancel(id, origin) {
      const batch = desk.get(id);
      if (batch !== null) batch.isCancelled = true;
      return shown(id, origin);
    },
    results(id) {
      const batch = desk.get(id);
      if (batch === null || !desk.isDone(batch)) return null;
      const lines = desk.results(batch).map(({ item, reply }) => ({
        custom_id: item.customId,
        result: resultOf(reply),
      }));
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

function resultOf({ status, body }: MockReply) {
  const value = body.kind === 'json' ? body.value : null;
  return status === 200 ? { type: 'succeeded', message: value } : { type: 'errored', error: value };
}
