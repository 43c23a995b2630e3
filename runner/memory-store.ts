import type { Store } from '../core/seams.ts';

/** A store that forgets when the process ends. */
export function memoryStore<Record>(records: readonly Record[] = []): Store<Record> {
  const kept = [...records];
  return {
    append: (record) => {
      kept.push(record);
    },
    read: () => [...kept],
    close: () => {},
  };
}
