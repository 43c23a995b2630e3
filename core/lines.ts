/** One line of a file. */
export interface Line {
  /** 1-based. */
  readonly number: number;
  /** Without the line end; null where the bytes are not valid UTF-8. */
  readonly text: string | null;
  /** False for a last line without a line end. */
  readonly ended: boolean;
}

const newline = 0x0a;

/** The lines of a UTF-8 file: LF or CRLF, a byte-order mark skipped, no line after a final line end. */
export function* linesOf(bytes: Uint8Array): Generator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let start = hasMark ? 3 : 0;
  for (let number = 1; start < bytes.length; number++) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    let text: string | null;
    try {
      text = decoder.decode(bytes.subarray(start, end)).replace(/\r$/, '');
    } catch {
      text = null; // the caller says where: it knows the file
    }
    yield { number, text, ended: found >= 0 };
    start = end + 1;
  }
}
