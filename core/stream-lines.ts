import { isUtf8 } from 'node:buffer';
import type { Line } from './lines.ts';

/** A line of a stream; one that is too long comes without its text, like one that is not valid UTF-8. */
export interface StreamedLine extends Line {
  readonly tooLong: boolean;
}

/** More than this is no line of text; a string of V8 holds eight times as much. */
export const longestLine = 64 * 1024 * 1024;

const newline = 0x0a;
const mark = Buffer.from('\ufeff');

/**
 * The lines of a stream of UTF-8 bytes, those of each chunk together: LF or CRLF, a byte-order mark skipped, no line
 * after a final line end. No more than `maxBytes` of a line, and one chunk, are ever held.
 */
export async function* streamLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number = longestLine,
): AsyncGenerator<readonly StreamedLine[]> {
  let held: Uint8Array[] = [];
  let [length, number] = [0, 0];
  const keep = (part: Uint8Array) => {
    length += part.length;
    if (length > maxBytes) held = [];
    else held.push(part);
  };
  const take = (ended: boolean): StreamedLine => {
    const tooLong = length > maxBytes;
    const text = tooLong ? null : textOf(Buffer.concat(held));
    [held, length] = [[], 0];
    number++;
    return { number, text, ended, tooLong };
  };
  for await (const chunk of withoutMark(chunks)) {
    const lines: StreamedLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      lines.push(take(true));
      start = end + 1;
    }
    keep(chunk.subarray(start));
    yield lines;
  }
  if (length > 0) yield [take(false)];
}

/** The stream without the byte-order mark that it may begin with. */
export async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | null = Buffer.of();
  for await (const chunk of chunks) {
    if (first === null) yield chunk;
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < mark.length) continue;
      yield unmarked(first);
      first = null;
    }
  }
  if (first !== null) yield unmarked(first);
}

function unmarked(bytes: Uint8Array): Uint8Array {
  return mark.equals(bytes.subarray(0, mark.length)) ? bytes.subarray(mark.length) : bytes;
}

function textOf(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) return null;
  return bytes.toString('utf8', 0, bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length);
}
