const newline = 0x0a;

/** What a chunk of bytes completed. */
export interface CompletedLines {
  /** Without their line ends. */
  readonly lines: readonly Uint8Array[];
  /** A line is longer than the limit: it and all after it are not kept. */
  readonly overLimit: boolean;
}

/** Cuts a stream of bytes into lines of at most `limit` bytes; no more than that is ever held. */
export class LineBuffer {
  readonly #limit: number;
  #held: Uint8Array[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Uint8Array): CompletedLines {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); ; end = chunk.indexOf(newline, start)) {
      const part = chunk.subarray(start, end < 0 ? chunk.length : end);
      if (this.#length + part.length > this.#limit) {
        this.#take();
        return { lines, overLimit: true };
      }
      this.#held.push(part);
      this.#length += part.length;
      if (end < 0) return { lines, overLimit: false };
      lines.push(this.#take());
      start = end + 1;
    }
  }

  /** What came after the last line end. */
  rest(): Uint8Array {
    return this.#take();
  }

  #take(): Uint8Array {
    const line = Buffer.concat(this.#held);
    this.#held = [];
    this.#length = 0;
    return line;
  }
}
