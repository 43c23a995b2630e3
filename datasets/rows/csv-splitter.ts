import { longestLine } from '../../core/stream-lines.ts';

/** The bytes of one CSV record, without its line end. */
export interface CsvRecord {
  /** Null where it is too long. */
  readonly bytes: Buffer | null;
  /** The line on which it starts, 1-based. */
  readonly line: number;
}

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];
const separators = [',', ';', '\t'] as const;
const separatorBytes: ReadonlySet<number> = new Set(separators.map((one) => one.charCodeAt(0)));

/**
 * Cuts a stream of RFC 4180 CSV into records: a line end inside quotes ends none. Lines without a cell are passed over.
 * What a record holds is not looked at, so that one that is wrong costs itself only.
 */
export class CsvSplitter {
  /** Between cells: the comma, or, where the first record has none, the first of `;` and the tab that it has. */
  separator: (typeof separators)[number] | null = null;
  readonly #maxBytes: number;
  #held: Uint8Array[] = [];
  #length = 0;
  #line = 1;
  #startLine = 1;
  #isQuoted = false;
  /** The byte before was a quote that closed: one more makes both a quote inside the cell. */
  #isClosing = false;
  #isCellStart = true;

  constructor(maxBytes: number = longestLine) {
    this.#maxBytes = maxBytes;
  }

  push(chunk: Uint8Array): readonly CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === lineFeed) this.#line++;
      if (this.#isQuoted) {
        if (byte === quote) [this.#isQuoted, this.#isClosing] = [false, true];
      } else if (byte === quote && (this.#isCellStart || this.#isClosing)) {
        [this.#isQuoted, this.#isClosing, this.#isCellStart] = [true, false, false];
      } else if (byte === lineFeed) {
        this.#keep(chunk.subarray(start, at));
        records.push(...this.#take());
        start = at + 1;
      } else {
        [this.#isClosing, this.#isCellStart] = [false, this.#separates(byte)];
      }
    }
    this.#keep(chunk.subarray(start));
    return records;
  }

  /** What came after the last line end. */
  rest(): readonly CsvRecord[] {
    return this.#take();
  }

  #separates(byte: number | undefined): boolean {
    return this.separator === null ? separatorBytes.has(byte ?? 0) : byte === this.separator.charCodeAt(0);
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) this.#held = [];
    else this.#held.push(part);
  }

  #take(): readonly CsvRecord[] {
    const bytes = this.#length > this.#maxBytes ? null : withoutReturn(Buffer.concat(this.#held));
    const record = { bytes, line: this.#startLine };
    [this.#held, this.#length, this.#startLine] = [[], 0, this.#line];
    [this.#isQuoted, this.#isClosing, this.#isCellStart] = [false, false, true];
    if (bytes?.length === 0) return [];
    if (bytes !== null) this.separator ??= separatorIn(bytes.toString('utf8'));
    return [record];
  }
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
}

function separatorIn(header: string): (typeof separators)[number] {
  const bare = header.replace(/"[^"]*"/g, '');
  return separators.find((one) => bare.includes(one)) ?? ',';
}
