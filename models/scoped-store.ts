import { digest } from '../core/digest.ts';
import type { ResponseStore } from './response-store.ts';

/**
 * A part of a store that nobody sees under another scope: the same request to a model of the same name, but of other
 * weights, is another question. The store belongs to its owner, who closes it.
 */
export function scopedStore(store: ResponseStore, scope: string): ResponseStore {
  const scoped = (key: string) => digest(`${scope}\n${key}`);
  return {
    ...store,
    get: (key) => store.get(scoped(key)),
    set: (key, model, response) => store.set(scoped(key), model, response),
    close: () => {},
  };
}
