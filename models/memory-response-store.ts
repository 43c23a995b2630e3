import type { ModelResponse } from '../core/model.ts';
import type { ResponseStore } from './response-store.ts';

const dayMs = 86_400_000;

/** A store that lives as long as the program: for tests, and for runs whose folder cannot be written. */
export function memoryResponseStore(now: () => number = Date.now): ResponseStore {
  const kept = new Map<string, { readonly at: number; readonly bytes: number; readonly text: string }>();
  const bytes = () => [...kept.values()].reduce((sum, entry) => sum + entry.bytes, 0);
  return {
    get(key) {
      const text = kept.get(key)?.text;
      // What `set` was given and nobody could change since.
      return text === undefined ? null : (JSON.parse(text) as ModelResponse);
    },
    set(key, _model, response) {
      if (kept.has(key)) return;
      const text = JSON.stringify(response);
      kept.set(key, { at: now(), bytes: Buffer.byteLength(text), text });
    },
    stats() {
      const [oldest] = kept.values();
      return {
        entries: kept.size,
        bytes: bytes(),
        oldest: oldest === undefined ? null : new Date(oldest.at).toISOString(),
      };
    },
    prune({ olderThanDays, maxBytes }) {
      const before = kept.size;
      const oldestKept =
        olderThanDays === undefined ? Number.NEGATIVE_INFINITY : now() - olderThanDays * dayMs;
      for (const [key, entry] of kept) if (entry.at < oldestKept) kept.delete(key);
      let left = bytes();
      for (const [key, entry] of kept) {
        if (left <= (maxBytes ?? Number.POSITIVE_INFINITY)) break;
        kept.delete(key);
        left -= entry.bytes;
      }
      return before - kept.size;
    },
    close() {},
  };
}
