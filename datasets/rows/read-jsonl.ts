import { digest } from '../../core/digest.ts';
import { messageOf, type Place, type Problem } from '../../core/errors.ts';
import { type Line, linesOf } from '../../core/lines.ts';
import { type RawRow, type RawRows, rowProblem } from './raw-row.ts';

/** Reads one JSON object a line; blank lines are skipped. `file` is for messages. */
export function readJsonl(bytes: Uint8Array, file: string): RawRows {
  const rows: RawRow[] = [];
  const problems: Problem[] = [];
  for (const line of linesOf(bytes)) {
    if (line.text?.trim() === '') continue;
    const place = { file, line: line.number, column: null };
    const fields = parseLine(line, place);
    if ('code' in fields) problems.push(fields);
    else rows.push({ place, number: line.number, fields: fields.fields });
  }
  return { rows, problems, digest: digest(bytes) };
}

function parseLine(line: Line, place: Place): Problem | Pick<RawRow, 'fields'> {
  if (line.text === null)
    return rowProblem('DATA_ENCODING', 'the line is not valid UTF-8', place, 'save the file as UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    const torn = line.ended ? null : 'the last line is cut off: was the file written whole?';
    return rowProblem('DATA_ROW', `not valid JSON: ${messageOf(error)}`, place, torn);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return rowProblem('DATA_ROW', 'expected a JSON object, one a line', place);
  }
  return { fields: { ...value } };
}
