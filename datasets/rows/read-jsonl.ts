import { messageOf, type Place, type Problem } from '../../core/errors.ts';
import { type StreamedLine, streamLines } from '../../core/stream-lines.ts';
import { type RawRow, type RawRows, rowOfValue, rowProblem, tooLongProblem } from './raw-row.ts';

/** Reads one JSON object a line; blank lines are skipped. `file` is for messages. */
export async function* readJsonl(chunks: AsyncIterable<Uint8Array>, file: string): RawRows {
  for await (const lines of streamLines(chunks)) {
    yield lines
      .filter(({ text }) => text === null || text.trim() !== '')
      .map((line) => rowOf(line, { file, line: line.number, column: null }));
  }
}

function rowOf({ text, number, ended, tooLong }: StreamedLine, place: Place): RawRow | Problem {
  if (tooLong) return tooLongProblem('line', place);
  if (text === null)
    return rowProblem('DATA_ENCODING', 'the line is not valid UTF-8', place, 'save the file as UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return rowProblem('DATA_ROW', `not valid JSON: ${messageOf(error)}`, place, hintFor(text, ended));
  }
  return rowOfValue(value, { place, number }, 'expected a JSON object, one a line');
}

function hintFor(text: string, ended: boolean): string | null {
  if (text.includes('\0')) return 'the line holds NUL bytes: if the file is UTF-16, save it as UTF-8';
  return ended ? null : 'the last line is cut off: was the file written whole?';
}
