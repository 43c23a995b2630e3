/** A value that is looked for wherever it stands as a whole. */
export interface KnownValue {
  readonly type: string;
  readonly text: string;
}

/** Where a known value stands. */
export interface KnownSpan extends KnownValue {
  readonly start: number;
  readonly end: number;
}

const word = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * Finds values that were met before, wherever they stand as whole words: what one text says beside "phone" another may
 * say without a word. The cost grows with the text, not with the number of values.
 */
export class KnownValues {
  readonly #byFirstWord = new Map<string, KnownValue[]>();
  readonly #seen = new Set<string>();

  add(value: KnownValue): void {
    const first = value.text.match(word)?.[0];
    if (first === undefined || this.#seen.has(value.text)) return;
    this.#seen.add(value.text);
    const same = this.#byFirstWord.get(first) ?? [];
    same.push(value);
    // The longest comes first: a number with its calling code before the same one without.
    same.sort((a, b) => b.text.length - a.text.length);
    this.#byFirstWord.set(first, same);
  }

  find(text: string): readonly KnownSpan[] {
    const found: KnownSpan[] = [];
    for (const { 0: first, index } of text.matchAll(word)) {
      for (const value of this.#byFirstWord.get(first) ?? []) {
        const start = index - value.text.indexOf(first);
        const end = start + value.text.length;
        if (
          start < 0 ||
          !text.startsWith(value.text, start) ||
          /^[\p{L}\p{M}\p{N}]/u.test(text.slice(end, end + 2))
        )
          continue;
        found.push({ ...value, start, end });
        break;
      }
    }
    return found;
  }
}
