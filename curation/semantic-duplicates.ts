import type { Candidate, Case, CaseId, ClusterId, NearDuplicate } from '../core/case.ts';
import { cosine, type Embedder } from '../core/embedding.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { SemanticIndex } from './semantic-index.ts';
import { type SemanticLimits, semanticLimits } from './semantic-limits.ts';
import { textPrint } from './text-print.ts';
import { userText } from './user-text.ts';

/** What is compared by its meaning. */
export type Meaning = Pick<Candidate, 'cell' | 'input' | 'expected' | 'provenance'> & {
  readonly id: CaseId;
  readonly cluster: ClusterId;
};

interface Item {
  readonly id: CaseId;
  readonly context: string;
  /** Cell and expected value. */
  readonly kind: string;
  readonly vector: Float32Array;
  readonly toParent: number;
}

/**
 * Finds cases that mean the same in other words, among what people and models wrote, by the cosine of their embeddings.
 * As with texts that are nearly the same, a reworded case is a duplicate only of what it is nearer to than either is to
 * its own parent. What is added is embedded when it is first looked through, all of it at once.
 */
export class SemanticDuplicates {
  readonly #embedder: Embedder;
  readonly #anchor: readonly string[];
  readonly #find: (id: CaseId) => Pick<Case, 'input' | 'cluster'> | undefined;
  readonly #index = new SemanticIndex();
  readonly #items: Item[] = [];
  readonly #vectors = new Map<string, Float32Array>();
  readonly #waiting = new Set<Meaning>();
  #limits: SemanticLimits | null = null;

  /** `anchor` holds real texts, on which the limits of the embedder are measured; `find` knows parents. */
  constructor(
    embedder: Embedder,
    anchor: readonly string[],
    find: (id: CaseId) => Pick<Case, 'input' | 'cluster'> | undefined,
  ) {
    this.#embedder = embedder;
    this.#anchor = anchor;
    this.#find = find;
  }

  /** What the embedder was measured to tell; null until it was first asked. */
  get limits(): SemanticLimits | null {
    return this.#limits;
  }

  add(item: Meaning): void {
    if (isSaid(item)) this.#waiting.add(item);
  }

  /** The case that means nearest to the same, if any does. Throws what the embedder throws. */
  async find(candidate: Meaning, signal: AbortSignal): Promise<NearDuplicate | null> {
    if (!isWritten(candidate)) return null;
    const waiting = [...this.#waiting];
    const limits = await this.#prepare([...waiting, candidate], signal);
    for (const item of waiting) {
      // Another search may have taken it in meanwhile.
      if (!this.#waiting.delete(item)) continue;
      const made = this.#item(item);
      this.#items.push(made);
      this.#index.add(made.vector);
    }
    const own = this.#item(candidate);
    for (const { item, value } of this.#index.near(own.vector, limits.alike)) {
      const other = this.#items[item];
      if (other !== undefined && areOne(own, other, value, limits))
        return { id: other.id, code: 'semantic-dup', measure: 'meaning', value: Math.min(1, value) };
    }
    return null;
  }

  /** Whether two candidates mean the same. */
  async areOne(one: Meaning, other: Meaning, signal: AbortSignal): Promise<boolean> {
    if (!isWritten(one) || !isSaid(other)) return false;
    const limits = await this.#prepare([one, other], signal);
    const [own, others] = [this.#item(one), this.#item(other)];
    return areOne(own, others, cosine(own.vector, others.vector), limits);
  }

  #item(item: Meaning): Item {
    const vector = this.#vectorOf(userText(item.input));
    const toParent = Math.max(
      -1,
      ...this.#parentsOf(item).map((parent) => cosine(vector, this.#vectorOf(userText(parent.input)))),
    );
    // Cells and expected values are plain data by their types; JSON has no narrower name for that.
    const kind = canonicalJson([item.cell, item.expected] as unknown as Json);
    return { id: item.id, context: textPrint(item.input).context, kind, vector, toParent };
  }

  #parentsOf({ provenance, cluster }: Meaning): readonly Pick<Case, 'input'>[] {
    const ids = provenance.kind === 'generated' ? provenance.parents : [];
    return ids.flatMap((id) => {
      const parent = this.#find(id);
      return parent?.cluster === cluster ? [parent] : [];
    });
  }

  /** Embeds what was not yet, and gives the limits, which are measured once. */
  async #prepare(items: readonly Meaning[], signal: AbortSignal): Promise<SemanticLimits> {
    const limits = this.#limits ?? (await semanticLimits(this.#embedder, this.#anchor, signal));
    this.#limits = limits;
    const texts = items.flatMap((item) =>
      [item, ...this.#parentsOf(item)].map(({ input }) => userText(input)),
    );
    const missing = [...new Set(texts)].filter((text) => !this.#vectors.has(text));
    const vectors = missing.length === 0 ? [] : await this.#embedder.embed(missing, signal);
    for (const [at, text] of missing.entries()) this.#vectors.set(text, vectors[at] ?? new Float32Array(0));
    return limits;
  }

  #vectorOf(text: string): Float32Array {
    return this.#vectors.get(text) ?? new Float32Array(0);
  }
}

/** Words of a person or a model. */
function isSaid({ provenance }: Pick<Meaning, 'provenance'>): boolean {
  return provenance.kind === 'authored' || provenance.model !== null;
}

function isWritten({ provenance }: Pick<Meaning, 'provenance'>): boolean {
  return provenance.kind === 'generated' && provenance.model !== null;
}

function areOne(own: Item, other: Item, value: number, { always, alike }: SemanticLimits): boolean {
  if (own.id === other.id || own.context !== other.context) return false;
  if (value < (own.kind === other.kind ? alike : always)) return false;
  return value > own.toParent && value > other.toParent;
}
