import { isUtf8 } from 'node:buffer';
import { messageOf, type Problem } from '../../core/errors.ts';
import { withoutMark } from '../../core/stream-lines.ts';
import { type JsonElement, JsonSplitter } from './json-splitter.ts';
import { type RawRow, type RawRows, rowOfValue, rowProblem, tooLongProblem } from './raw-row.ts';

/** Reads a JSON list of objects, one at a time. A row's number is the line on which it starts. `file` is for messages. */
export async function* readJsonList(chunks: AsyncIterable<Uint8Array>, file: string): RawRows {
  const splitter = new JsonSplitter();
  const rowsOf = (elements: readonly JsonElement[]) => elements.map((element) => rowOf(element, file));
  for await (const chunk of withoutMark(chunks)) {
    yield rowsOf(splitter.push(chunk));
    if (splitter.fault === 'missing') break;
  }
  yield rowsOf(splitter.rest());
  const place = { file, line: null, column: null };
  if (splitter.fault === 'missing')
    yield [
      rowProblem('DATA_ROW', 'the file holds no JSON list', place, 'rows stand in a list: [{ … }, { … }]'),
    ];
  if (splitter.fault === 'after')
    yield [rowProblem('DATA_ROW', 'there is text after the end of the JSON list', place)];
}

function rowOf({ bytes, line, ended }: JsonElement, file: string): RawRow | Problem {
  const place = { file, line, column: null };
  if (!ended)
    return rowProblem('DATA_ROW', 'the JSON list does not end', place, 'was the file written whole?');
  if (bytes === null) return tooLongProblem('element of the list', place);
  if (!isUtf8(bytes))
    return rowProblem('DATA_ENCODING', 'the row is not valid UTF-8', place, 'save the file as UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    return rowProblem('DATA_ROW', `not valid JSON: ${messageOf(error)}`, place);
  }
  return rowOfValue(value, { place, number: line }, 'expected a list of JSON objects');
}
