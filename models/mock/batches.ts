import { createRandom } from '../../core/random.ts';
import type { MockReply } from './mock-request.ts';

/** One request of a batch, under the name that its sender gave it. */
export interface BatchItem {
  readonly customId: string;
  /** What a request of its own would be sent to. */
  readonly path: string;
  readonly body: unknown;
}

export interface BatchResult {
  readonly item: BatchItem;
  readonly reply: MockReply;
}

export interface Batch<Asked> {
  readonly id: string;
  /** What the batch was made with. */
  readonly asked: Asked;
  readonly items: readonly BatchItem[];
  readonly state: 'going' | 'done' | 'cancelled';
  /** Every item with its reply, in an order that is not that of the requests; empty unless the batch is done. */
  readonly results: readonly BatchResult[];
}

/** Batches of one wire format. */
export interface BatchDesk<Asked> {
  create(asked: Asked, items: readonly BatchItem[]): Batch<Asked>;
  get(id: string): Batch<Asked> | null;
  all(): readonly Batch<Asked>[];
  /** Ends a batch that is going; one that has ended stays as it is. */
  cancel(id: string): Batch<Asked> | null;
}

/** What batches are made by: `reply` answers the item at `index`, and a batch takes `durationMs`. */
export interface BatchOptions {
  readonly seed: number;
  readonly durationMs: number;
  readonly reply: (item: BatchItem, index: number) => MockReply;
}

/** Batches in memory. */
export function batchDesk<Asked>(prefix: string, options: BatchOptions): BatchDesk<Asked> {
  const { seed, durationMs, reply } = options;
  const batches = new Map<string, Batch<Asked>>();
  const endsAtMs = new Map<string, number>();
  const stored = (batch: Batch<Asked>) => {
    batches.set(batch.id, batch);
    return batch;
  };
  const get = (id: string): Batch<Asked> | null => {
    const batch = batches.get(id);
    if (batch === undefined) return null;
    if (batch.state !== 'going' || Date.now() < (endsAtMs.get(id) ?? 0)) return batch;
    const answered = batch.items.map((item, index) => ({ item, reply: reply(item, index) }));
    return stored({ ...batch, state: 'done', results: createRandom(`${seed}/${id}`).shuffle(answered) });
  };
  return {
    create(asked, items) {
      const id = `${prefix}_${batches.size + 1}`;
      endsAtMs.set(id, Date.now() + durationMs);
      return stored({ id, asked, items, state: 'going', results: [] });
    },
    get,
    all: () => [...batches.keys()].flatMap((id) => get(id) ?? []),
    cancel(id) {
      const batch = get(id);
      return batch?.state === 'going' ? stored({ ...batch, state: 'cancelled' }) : batch;
    },
  };
}
