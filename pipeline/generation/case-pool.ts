import type { Case, CaseId, Reject } from '../../core/case.ts';
import type { ParentSource } from '../../core/seams.ts';
import { ExactDuplicates } from '../../curation/exact-duplicates.ts';

/** Everything that generation knows: what there was, and what it made so far. */
export interface CasePool {
  readonly accepted: ReadonlyMap<CaseId, Case>;
  readonly rejects: ReadonlyMap<CaseId, Reject>;
  /** Held-out cases of a skill that can be parents, in a fixed order; of the accepted ones those that may. */
  parents(skill: string, source: ParentSource, mayBeParent: (accepted: Case) => boolean): readonly Case[];
  find(id: CaseId): Case | undefined;
  duplicateOf(item: Pick<Case, 'input'>, cluster: string): CaseId | null;
  accept(item: Case): void;
  reject(item: Reject): void;
}

/** Starts from the real rows, and from what was generated before. */
export function casePool(
  real: { readonly heldout: readonly Case[]; readonly seeds: readonly Case[] },
  made: { readonly cases: readonly Case[]; readonly rejects: readonly Reject[] },
): CasePool {
  const accepted = new Map(made.cases.map((item) => [item.id, item]));
  const rejects = new Map(made.rejects.map((item) => [item.id, item]));
  const known = new Map([...real.seeds, ...real.heldout, ...made.cases].map((item) => [item.id, item]));
  const duplicates = new ExactDuplicates();
  for (const item of [...real.heldout, ...made.cases]) duplicates.add(item);
  return {
    accepted,
    rejects,
    parents(skill, source, mayBeParent) {
      const all = source === 'accepted' ? [...accepted.values()].filter(mayBeParent) : real[source];
      const own = all.filter((item) => item.cell.skill === skill && item.split === 'heldout');
      // Accepted cases come in the order of acceptance, which differs when a missing part is made again.
      return source === 'accepted' ? own.sort((a, b) => (a.id < b.id ? -1 : 1)) : own;
    },
    find: (id) => known.get(id),
    duplicateOf: (item, cluster) => duplicates.find(item, cluster),
    accept(item) {
      accepted.set(item.id, item);
      rejects.delete(item.id);
      known.set(item.id, item);
      duplicates.add(item);
    },
    reject(item) {
      rejects.set(item.id, item);
    },
  };
}
