import type { Candidate, Case, CaseId, ClusterId, NearDuplicate } from '../core/case.ts';
import { leastAlike, NearIndex, type NearText } from './near-index.ts';
import { RougeLIndex, rougeLOfHashes } from './rouge-l-index.ts';
import { comparedBy, gramsOf, jaccard, sharedGrams, type TextPrint, textPrint } from './text-print.ts';

/** What is compared: a case, or a candidate with the cluster that it would belong to. */
export type Comparable = Pick<Candidate, 'cell' | 'input' | 'provenance'> & {
  readonly id: CaseId;
  readonly cluster: ClusterId;
};

/** Where a text comes from, as far as that says what it may be like. */
type Making = 'real' | 'rule' | 'changed' | 'written';

interface Compared {
  readonly id: CaseId;
  readonly skill: string;
  readonly print: TextPrint;
  readonly making: Making;
  /** The cases that it is a changed copy of. */
  readonly parents: readonly TextPrint[];
}

/** Longer texts are compared by runs of words alone. */
const longestByRougeL = 150;

/**
 * Finds cases that are nearly the same, by rules that do not depend on which of two comes first.
 *
 * A changed copy is like its parent on purpose. It is a duplicate only of what it is more alike to than either of the two is
 * to its own parent: so never of its parent, and of a sibling only where both were changed in the same way. What a rule
 * adds to texts (a disclaimer) does not make them alike: the parts that are left of two parents must be alike as well.
 * Cases that rules made out of parts differ in what they are about, however few characters that is: they are not
 * compared with each other, nor with real rows.
 */
export class CaseDuplicates {
  readonly #find: (id: CaseId) => Pick<Case, 'input' | 'cluster'> | undefined;
  readonly #leastRougeL: (skill: string) => number;
  readonly #items: Compared[] = [];
  readonly #near = new NearIndex();
  readonly #lexical = new RougeLIndex();
  readonly #lexicalItems: Compared[] = [];

  /** `find` knows parents; `leastRougeL` says from where on two texts of a skill are one. */
  constructor(
    find: (id: CaseId) => Pick<Case, 'input' | 'cluster'> | undefined,
    leastRougeL: (skill: string) => number,
  ) {
    this.#find = find;
    this.#leastRougeL = leastRougeL;
  }

  add(item: Comparable): void {
    const own = this.#compared(item);
    this.#items.push(own);
    this.#near.add(own.print);
    if (own.print.words.length > longestByRougeL || !hasOwnWords(own)) return;
    this.#lexicalItems.push(own);
    this.#lexical.add(own.print.words);
  }

  /** The case that it is nearest to, of those that it is nearly the same as; null: none. */
  find(candidate: Comparable): NearDuplicate | null {
    const own = this.#compared(candidate);
    return this.#nearest(own) ?? this.#lexicallyNearest(own);
  }

  #nearest(own: Compared): NearDuplicate | null {
    let best: NearDuplicate | null = null;
    for (const near of this.#near.near(own.print)) {
      const other = this.#items[near.item];
      if (other === undefined || !mayBeOne(own, other) || !isOne(own, other, near)) continue;
      if (best !== null && (near.value < best.value || (near.value === best.value && other.id > best.id)))
        continue;
      best = { id: other.id, code: 'near-dup', measure: near.by, value: near.value };
    }
    return best;
  }

  #lexicallyNearest(own: Compared): NearDuplicate | null {
    if (own.making !== 'written' || own.print.words.length > longestByRougeL) return null;
    const least = this.#leastRougeL(own.skill);
    for (const { item, value } of this.#lexical.near(own.print.words, least)) {
      const other = this.#lexicalItems[item];
      if (other === undefined || !mayBeOne(own, other) || value < this.#leastRougeL(other.skill)) continue;
      const toParent = ({ print, parents }: Compared) =>
        Math.max(-1, ...parents.map(({ words }) => rougeLOfHashes(print.words, words) ?? 0));
      if (value <= toParent(own) || value <= toParent(other)) continue;
      return { id: other.id, code: 'lexical-dup', measure: 'rouge-l', value };
    }
    return null;
  }

  #compared({ id, cell, input, provenance, cluster }: Comparable): Compared {
    const parentIds = provenance.kind === 'generated' ? provenance.parents : [];
    // A case that was only shown what others look like is in a cluster of its own.
    const parents = parentIds.flatMap((parent) => {
      const found = this.#find(parent);
      return found?.cluster === cluster ? textPrint(found.input) : [];
    });
    const isWritten = provenance.kind === 'generated' && provenance.model !== null;
    const making =
      provenance.kind === 'authored'
        ? 'real'
        : isWritten
          ? 'written'
          : parents.length > 0
            ? 'changed'
            : 'rule';
    return { id, skill: cell.skill, print: textPrint(input), making, parents };
  }
}

/** Words of a person or a model, which say the same where they are nearly the same. */
function hasOwnWords({ making }: Compared): boolean {
  return making === 'real' || making === 'written';
}

function mayBeOne(own: Compared, other: Compared): boolean {
  if (own.print.context !== other.print.context || own.id === other.id) return false;
  const makings = [own.making, other.making];
  return !makings.includes('rule') || makings.includes('written') || makings.includes('changed');
}

function isOne(own: Compared, other: Compared, { by, value }: NearText): boolean {
  if (value <= toParent(own) || value <= toParent(other)) return false;
  if (own.making !== 'changed' && other.making !== 'changed') return true;
  return jaccard(keptGrams(own, by), keptGrams(other, by)) >= leastAlike[by];
}

function toParent({ print, parents }: Compared): number {
  return Math.max(
    -1,
    ...parents.map((parent) => {
      const by = comparedBy(print, parent);
      return jaccard(gramsOf(print, by), gramsOf(parent, by));
    }),
  );
}

/** What rules left of the parent's text; of any other text the whole. */
function keptGrams({ print, making, parents: [parent] }: Compared, by: NearText['by']): Uint32Array {
  const grams = gramsOf(print, by);
  return making === 'changed' && parent !== undefined ? sharedGrams(grams, gramsOf(parent, by)) : grams;
}
