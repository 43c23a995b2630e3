import type { CaseId, Origin } from '../core/case.ts';
import { digest } from '../core/digest.ts';
import { groupBy } from '../core/group-by.ts';

/** What of a case its place in the order depends on. */
export interface OrderedCase {
  readonly caseId: CaseId;
  readonly origin: Origin;
  readonly cluster: string;
  readonly secondCluster?: string;
}

/**
 * Whole clusters of cases in an order that depends on the seed and their names alone, so that it is fixed before the first
 * score is seen. Any number of the first holds about the same share of either arm. With `joined` clusters that share a
 * second one (a persona) are one group: then groups have nothing in common.
 */
export function lookOrder<Item extends OrderedCase>(
  cases: readonly Item[],
  seed: number,
  joined: boolean,
): readonly (readonly Item[])[] {
  const nameOf = joined ? joinedNames(cases) : (item: Item) => item.cluster;
  const groups = [...groupBy(cases, nameOf)].map(([name, own]) => ({
    key: digest(`${seed}/look/${name}`),
    kind: [...new Set(own.map((item) => item.origin))].sort().join(),
    own: own.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1)),
  }));
  const placed = [...groupBy(groups, ({ kind }) => kind).values()].flatMap((alike) =>
    alike
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map((group, rank) => ({ ...group, place: (rank + 0.5) / alike.length })),
  );
  return placed.sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1)).map(({ own }) => own);
}

/** Clusters that are linked by a second one share the least of their names. */
function joinedNames(cases: readonly OrderedCase[]): (item: OrderedCase) => string {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name) ?? name;
    if (parent === name) return name;
    const root = rootOf(parent);
    parents.set(name, root);
    return root;
  };
  for (const { cluster, secondCluster } of cases) {
    if (secondCluster === undefined) continue;
    const linked = [rootOf(`cluster ${cluster}`), rootOf(`second ${secondCluster}`)].sort();
    const [first = '', second = ''] = linked;
    if (first !== second) parents.set(second, first);
  }
  return ({ cluster }) => rootOf(`cluster ${cluster}`);
}
