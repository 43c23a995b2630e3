import type { Random } from '../../core/random.ts';
import { balancedPick } from '../balanced-pick.ts';
import { distanceBelow, distances, productionHeight, ruleHeights } from './measures.ts';
import type { Grammar, Production } from './productions.ts';

/**
 * Chooses productions and counts how often each was used. While some were never used, the way to the nearest of them
 * is taken; between equals, and afterwards, the draw goes by weight and against those used often for their weight.
 */
export class Coverage {
  readonly #grammar: Grammar;
  readonly #maxDepth: number;
  readonly #heights: ReadonlyMap<string, number>;
  readonly #used = new Map<Production, number>();
  /** Levels from each rule to a production never used; Infinity where all below it were. */
  #toUnused: ReadonlyMap<string, number>;

  constructor(grammar: Grammar, maxDepth: number) {
    this.#grammar = grammar;
    this.#maxDepth = maxDepth;
    this.#heights = ruleHeights(grammar);
    this.#toUnused = distances(grammar, (production) => this.#isUnused(production));
  }

  /** How many productions were used at least once, and how many there are. */
  get counts(): { readonly used: number; readonly of: number } {
    return { used: this.#used.size, of: [...this.#grammar.values()].flat().length };
  }

  /** The production of a rule that is met at this level; beyond the deepest level one that ends soonest. */
  choose(rule: string, depth: number, random: Random): Production {
    const productions = this.#grammar.get(rule) ?? [];
    const chosen = balancedPick(
      this.#candidates(productions, depth),
      (one) => this.#used.get(one) ?? 0,
      random,
    );
    const isNew = this.#isUnused(chosen);
    this.#used.set(chosen, (this.#used.get(chosen) ?? 0) + 1);
    if (isNew) this.#toUnused = distances(this.#grammar, (production) => this.#isUnused(production));
    return chosen;
  }

  #candidates(productions: readonly Production[], depth: number): readonly Production[] {
    if (depth > this.#maxDepth) return lowest(productions, (one) => productionHeight(one, this.#heights));
    const toUnused = (one: Production) =>
      distanceBelow(one, (below) => this.#isUnused(below), this.#toUnused);
    const leading = productions.filter((one) => depth + toUnused(one) <= this.#maxDepth);
    return leading.length === 0 ? productions : lowest(leading, toUnused);
  }

  #isUnused(production: Production): boolean {
    return !this.#used.has(production);
  }
}

function lowest(
  productions: readonly Production[],
  measure: (one: Production) => number,
): readonly Production[] {
  const measures = productions.map(measure);
  const least = Math.min(...measures);
  return productions.filter((_, index) => measures[index] === least);
}
