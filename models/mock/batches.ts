import { createRandom } from '../../core/random.ts';
import type { MockReply } from './mock-request.ts';

/** One request of a batch, under the name that its sender gave it. */
export interface BatchItem {
  readonly customId: string;
  readonly body: unknown;
}

export interface Batch<Asked> {
  readonly id: string;
  /** What the batch was made with. */
  readonly asked: Asked;
  readonly items: readonly BatchItem[];
  readonly startedAtMs: number;
  isCancelled: boolean;
}

/** Batches of one wire format. */
export interface BatchDesk<Asked> {
  create(asked: Asked, items: readonly BatchItem[]): Batch<Asked>;
  get(id: string): Batch<Asked> | null;
  all(): readonly Batch<Asked>[];
  isDone(batch: Batch<Asked>): boolean;
  /** Every item with its reply, in an order that is not that of the requests. */
  results(batch: Batch<Asked>): readonly { readonly item: BatchItem; readonly reply: MockReply }[];
}

/** Batches that take `durationMs`, and whose items `reply` answers. */
export function batchDesk<Asked>(options: {
  readonly prefix: string;
  readonly seed: number;
  readonly durationMs: number;
  readonly reply: (item: BatchItem, index: number) => MockReply;
}): BatchDesk<Asked> {
  const { prefix, seed, durationMs, reply } = options;
  const batches = new Map<string, Batch<Asked>>();
  return {
    create(asked, items) {
      const id = `${prefix}_${batches.size + 1}`;
      const batch = { id, asked, items, startedAtMs: Date.now(), isCancelled: false };
      batches.set(id, batch);
      return batch;
    },
    get: (id) => batches.get(id) ?? null,
    all: () => [...batches.values()],
    isDone: ({ startedAtMs, isCancelled }) => isCancelled || Date.now() - startedAtMs >= durationMs,
    results(batch) {
      if (batch.isCancelled) return [];
      const answered = batch.items.map((item, index) => ({ item, reply: reply(item, index) }));
      return createRandom(`${seed}/${batch.id}`).shuffle(answered);
    },
  };
}
