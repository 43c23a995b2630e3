import { describe, expect, test } from 'vitest';
import type { Store } from '../../core/seams.ts';

/** A store under test. `reopen` gives the same store as another process would find it; null where nothing outlives it. */
export interface OpenedStore<Item> {
  readonly store: Store<Item>;
  readonly reopen: (() => Store<Item>) | null;
}

/** Holds a store to what a run relies on: what was appended is there, in order, as it was. */
export function storeContract<Item>(
  name: string,
  open: () => OpenedStore<Item>,
  items: readonly [Item, Item, ...Item[]],
): void {
  describe(`${name} is a store`, () => {
    test('a new one is empty', () => {
      const { store } = open();
      expect(store.read()).toEqual([]);
      store.close();
    });

    test('what was appended is read back at once, in order and as it was', () => {
      const { store } = open();
      items.forEach((item, index) => {
        store.append(item);
        expect(store.read()).toEqual(items.slice(0, index + 1));
      });
      store.append(items[0]);
      expect(store.read()).toEqual([...items, items[0]]);
      store.close();
    });

    test('what was read does not change any more', () => {
      const { store } = open();
      store.append(items[0]);
      const before = store.read();
      store.append(items[1]);
      expect(before).toEqual([items[0]]);
      store.close();
    });

    test('what was appended outlives the store, also one that was never closed', ({ skip }) => {
      const { store, reopen } = open();
      if (reopen === null) return skip('nothing outlives it');
      for (const item of items) store.append(item);
      const other = reopen();
      expect(other.read()).toEqual(items);
      store.close();
      other.append(items[0]);
      expect(other.read()).toEqual([...items, items[0]]);
      other.close();
    });

    test('a thousand records', () => {
      const { store } = open();
      const many = Array.from({ length: 1000 }, (_, index) => items[index % items.length] ?? items[0]);
      for (const item of many) store.append(item);
      expect(store.read()).toEqual(many);
      store.close();
    });
  });
}
