import type { Problem } from '../../core/errors.ts';

/** Problems in the order in which they were found: the first ones as they are, of the others how many there are. */
export class ProblemList {
  readonly #kept: Problem[] = [];
  readonly #limit: number;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(...problems: readonly Problem[]): void {
    this.#count += problems.length;
    this.#kept.push(...problems.slice(0, this.#limit - this.#kept.length));
  }

  get count(): number {
    return this.#count;
  }

  /** Those that were kept, and one that says how many more there are; null where there is none. */
  list(): readonly [Problem, ...Problem[]] | null {
    const [first, ...rest] = this.#kept;
    if (first === undefined) return null;
    const more = this.#count - this.#kept.length;
    const last: Problem = { code: 'DATA_ROW', message: `and ${more} more`, place: first.place, hint: null };
    return more === 0 ? [first, ...rest] : [first, ...rest, last];
  }
}
