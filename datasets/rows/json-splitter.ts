import { longestLine } from '../../core/stream-lines.ts';

/** The bytes between two commas of a list, white space included. */
export interface JsonElement {
  /** Null where it is too long. */
  readonly bytes: Buffer | null;
  /** The line on which it starts, 1-based. */
  readonly line: number;
  /** False for what stands before the end of the file where the list does not end. */
  readonly ended: boolean;
}

const code = (character: string) => character.charCodeAt(0);
const [quote, backslash, comma, lineFeed] = [code('"'), code('\\'), code(','), code('\n')];
const opening: ReadonlySet<number> = new Set(['[', '{'].map(code));
const closing: ReadonlySet<number> = new Set([']', '}'].map(code));
const blank: ReadonlySet<number> = new Set([' ', '\t', '\r', '\n'].map(code));

/**
 * Cuts a stream of one JSON list into its elements without parsing them, so that one that is wrong costs itself only and
 * no more than one is held. An empty list has none.
 */
export class JsonSplitter {
  /** What stands around the list: `missing` where the first sign opens none, `after` where text follows it. */
  fault: 'missing' | 'after' | null = null;
  readonly #maxBytes: number;
  #held: Uint8Array[] = [];
  #length = 0;
  #line = 1;
  #startLine: number | null = null;
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  #elements = 0;
  #state: 'before' | 'inside' | 'after' = 'before';

  constructor(maxBytes: number = longestLine) {
    this.#maxBytes = maxBytes;
  }

  push(chunk: Uint8Array): readonly JsonElement[] {
    const elements: JsonElement[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === lineFeed) this.#line++;
      if (this.#state === 'inside') {
        const isEnd = this.#step(byte);
        if (!isEnd) continue;
        this.#keep(chunk.subarray(start, at));
        elements.push(...this.#take(byte !== comma));
        start = at + 1;
      } else {
        start = at + 1;
        this.#outside(byte);
      }
    }
    if (this.#state === 'inside') this.#keep(chunk.subarray(start));
    return elements;
  }

  /** What stands at the end of a file whose list does not end. */
  rest(): readonly JsonElement[] {
    if (this.#state === 'before') this.fault ??= 'missing';
    return this.#state === 'inside' ? [{ ...this.#element(), ended: false }] : [];
  }

  /** True where the byte ends an element of the list. */
  #step(byte: number): boolean {
    if (this.#startLine === null && !blank.has(byte)) this.#startLine = this.#line;
    if (this.#isEscaped) this.#isEscaped = false;
    else if (this.#isText) {
      if (byte === backslash) this.#isEscaped = true;
      else if (byte === quote) this.#isText = false;
    } else if (byte === quote) this.#isText = true;
    else if (opening.has(byte)) this.#depth++;
    else if (closing.has(byte)) this.#depth--;
    else return byte === comma && this.#depth === 1;
    return this.#depth === 0;
  }

  #outside(byte: number): void {
    if (blank.has(byte)) return;
    if (this.#state === 'before' && byte === code('[')) [this.#state, this.#depth] = ['inside', 1];
    else this.fault ??= this.#state === 'before' ? 'missing' : 'after';
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) this.#held = [];
    else this.#held.push(part);
  }

  #take(isLast: boolean): readonly JsonElement[] {
    const element = this.#element();
    if (isLast) this.#state = 'after';
    const isEmptyList = isLast && this.#elements === 0 && element.bytes?.toString('latin1').trim() === '';
    this.#elements++;
    return isEmptyList ? [] : [element];
  }

  #element(): JsonElement {
    const bytes = this.#length > this.#maxBytes ? null : Buffer.concat(this.#held);
    const line = this.#startLine ?? this.#line;
    [this.#held, this.#length, this.#startLine] = [[], 0, null];
    return { bytes, line, ended: true };
  }
}
