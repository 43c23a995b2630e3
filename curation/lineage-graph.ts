import type { Case, CaseId, ClusterId, Split } from '../core/case.ts';

/** What the graph reads of a case, real or generated. */
export type LineageItem = Pick<Case, 'id' | 'cluster' | 'split' | 'provenance'>;

/** How a case is related to one that must not be trained on. */
export interface Kinship {
  readonly relation: 'itself' | 'ancestor' | 'descendant' | 'sibling' | 'cluster-mate' | 'unknown parent';
  /** The protected case; of an unknown parent its id. */
  readonly id: CaseId;
}

interface Node {
  readonly id: CaseId;
  /** Held-out or probe where any item of this id is: the same text may stand on both sides. */
  split: Split;
  readonly clusters: Set<ClusterId>;
  readonly parents: Set<CaseId>;
  readonly children: Set<CaseId>;
}

/**
 * Who descends from whom, and who belongs together: one graph of real rows, seeds and whatever was made of them.
 * Everything but the `train` split is protected, and so is every descendant of a protected case.
 */
export class LineageGraph {
  readonly #nodes = new Map<CaseId, Node>();
  /** Protected case → the nearest of itself and its ancestors whose own split says so. */
  readonly #protectors = new Map<CaseId, Node>();
  /** Cluster → its first protected member. */
  readonly #protectedClusters = new Map<ClusterId, CaseId>();

  constructor(items: Iterable<LineageItem>) {
    for (const item of items) this.#add(item);
    for (const { id, parents } of this.#nodes.values())
      for (const parent of parents) this.#nodes.get(parent)?.children.add(id);
    this.#protect();
  }

  /** The split that a case lies in: its own, or that of the nearest ancestor that is protected. Null for an unknown id. */
  splitOf(id: CaseId): Split | null {
    return (this.#protectors.get(id) ?? this.#nodes.get(id))?.split ?? null;
  }

  /**
   * The protected relative of a case of the graph that keeps it out of training: itself, an ancestor, a descendant, a
   * sibling through any parent, or a member of its cluster; also an ancestor that nobody knows, since nothing says that
   * it may be trained on. Null where there is none. Throws a RangeError for an id that is not in the graph.
   */
  protectedRelative(id: CaseId): Kinship | null {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new RangeError(`there is no case ${id} in the graph`);
    const protector = this.#protectors.get(id);
    if (protector !== undefined)
      return { relation: protector === node ? 'itself' : 'ancestor', id: protector.id };
    const descendant = this.#firstProtected(this.#line(id, 'children'));
    if (descendant !== null) return { relation: 'descendant', id: descendant };
    const siblings = [...node.parents].flatMap((parent) => [...(this.#nodes.get(parent)?.children ?? [])]);
    const sibling = this.#firstProtected(siblings);
    if (sibling !== null) return { relation: 'sibling', id: sibling };
    for (const cluster of node.clusters) {
      const mate = this.#protectedClusters.get(cluster);
      if (mate !== undefined) return { relation: 'cluster-mate', id: mate };
    }
    for (const ancestor of this.#line(id, 'parents'))
      if (!this.#nodes.has(ancestor)) return { relation: 'unknown parent', id: ancestor };
    return null;
  }

  #add({ id, cluster, split, provenance }: LineageItem): void {
    const parents = provenance.kind === 'generated' ? provenance.parents : [];
    const node = this.#nodes.get(id);
    if (node === undefined) {
      const relatives = { parents: new Set(parents), children: new Set<CaseId>() };
      this.#nodes.set(id, { id, split, clusters: new Set([cluster]), ...relatives });
      return;
    }
    if (node.split === 'train') node.split = split;
    node.clusters.add(cluster);
    for (const parent of parents) node.parents.add(parent);
  }

  /** Hands protection down, generation by generation. */
  #protect(): void {
    for (const node of this.#nodes.values()) if (node.split !== 'train') this.#protectors.set(node.id, node);
    for (const [id, protector] of this.#protectors) {
      const { children, clusters } = this.#nodes.get(id) ?? protector;
      // A map is walked to its end, what is added on the way included.
      for (const child of children) if (!this.#protectors.has(child)) this.#protectors.set(child, protector);
      for (const cluster of clusters)
        if (!this.#protectedClusters.has(cluster)) this.#protectedClusters.set(cluster, id);
    }
  }

  #firstProtected(ids: Iterable<CaseId>): CaseId | null {
    for (const id of ids) if (this.#protectors.has(id)) return id;
    return null;
  }

  /** Ancestors or descendants, nearest first. */
  *#line(id: CaseId, direction: 'parents' | 'children'): Generator<CaseId> {
    const seen = new Set<CaseId>([id]);
    for (const at of seen) {
      if (at !== id) yield at;
      for (const next of this.#nodes.get(at)?.[direction] ?? []) seen.add(next);
    }
  }
}

/** The split of what was made of these cases: `train` only where all of them are; without parents held-out. */
export function inheritedSplit(parents: readonly Pick<Case, 'split'>[]): Split {
  const [first] = parents;
  return parents.find(({ split }) => split !== 'train')?.split ?? first?.split ?? 'heldout';
}
