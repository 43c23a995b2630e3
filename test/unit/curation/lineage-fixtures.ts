import type { Split } from '../../../core/case.ts';
import type { LineageItem } from '../../../curation/lineage-graph.ts';

interface Sketch {
  readonly parents?: readonly string[];
  readonly cluster?: string;
}

/** A real row, or a generated case where it has parents. */
export function item(id: string, split: Split, { parents = [], cluster = id }: Sketch = {}): LineageItem {
  const provenance: LineageItem['provenance'] =
    parents.length === 0
      ? { kind: 'authored', source: 'r.jsonl', row: 1, declaredId: null, licence: null, copyable: true }
      : {
          kind: 'generated',
          by: 'perturb',
          version: '1',
          model: null,
          lineage: null,
          promptDigest: null,
          params: {},
          seed: 0,
          parents,
          depth: 1,
          costUsd: 0,
          copyable: true,
        };
  return { id, cluster, split, provenance };
}

/** The item with a text. */
export function saying<Item extends LineageItem>(content: string, own: Item) {
  return { ...own, input: { messages: [{ role: 'user', content }] } } as const;
}
