import { existsSync } from 'node:fs';
import { openResponseStore, type Pruning } from '../models/response-store.ts';
import { cacheFile } from './model-session.ts';
import { findWorkspace } from './workspace.ts';

/** What was removed from the cache of answers, and what is left. */
export interface PrunedCache {
  readonly removed: number;
  readonly entries: number;
  readonly bytes: number;
}

/** Removes old answers from the workspace's cache; with no limits given nothing. A cache that is not there is empty. */
export async function pruneCache(workingFolder: string, pruning: Pruning): Promise<PrunedCache> {
  const file = cacheFile(findWorkspace(workingFolder, workingFolder));
  if (!existsSync(file)) return { removed: 0, entries: 0, bytes: 0 };
  const store = await openResponseStore(file);
  try {
    const removed = store.prune(pruning);
    const { entries, bytes } = store.stats();
    return { removed, entries, bytes };
  } finally {
    store.close();
  }
}
