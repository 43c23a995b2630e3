import { CsvError, parse } from 'csv-parse/sync';
import { digest } from '../../core/digest.ts';
import { messageOf, type Problem } from '../../core/errors.ts';
import { linesOf } from '../../core/lines.ts';
import { type RawRow, type RawRows, rowProblem } from './raw-row.ts';

interface CsvRecord {
  readonly record: readonly string[];
  /** `bytes`: where the record ends, its line end included. */
  readonly info: { readonly bytes: number };
}

/**
 * Reads RFC 4180 CSV with a header line, with line ends of either kind; quoted cells may hold line ends.
 * A row's number is the line on which it starts. `file` is for messages.
 */
export function readCsv(bytes: Uint8Array, file: string): RawRows {
  const place = (line: number | null) => ({ file, line, column: null });
  const result = { digest: digest(bytes) };
  const encoding = [...linesOf(bytes)]
    .filter((line) => line.text === null)
    .map(({ number }) =>
      rowProblem('DATA_ENCODING', 'the line is not valid UTF-8', place(number), 'save the file as UTF-8'),
    );
  if (encoding.length > 0) return { ...result, rows: [], problems: encoding };
  const content = Buffer.from(bytes).subarray(startsWithMark(bytes) ? 3 : 0);
  const lineFrom = recordLines(content);
  let records: readonly CsvRecord[];
  try {
    // The parser's types leave out what `info: true` changes.
    records = parse(content, {
      info: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly CsvRecord[];
  } catch (error) {
    const line =
      error instanceof CsvError && typeof error['bytes'] === 'number' ? lineFrom(error['bytes']) : null;
    // The parser counts lines in its own way, which is not that of editors.
    const message = messageOf(error).replace(/ (?:at|on) line \d+/g, '');
    return {
      ...result,
      rows: [],
      problems: [rowProblem('DATA_ROW', `not valid CSV: ${message}`, place(line))],
    };
  }
  const rows: RawRow[] = [];
  const problems: Problem[] = [];
  const [header, ...rest] = records;
  const columns = header?.record ?? [];
  const headerLine = lineFrom(0);
  for (const name of repeated(columns)) {
    problems.push(rowProblem('DATA_ROW', `the column \`${name}\` is there twice`, place(headerLine)));
  }
  let start = header?.info.bytes ?? 0;
  for (const { record, info } of rest) {
    const number = lineFrom(start);
    start = info.bytes;
    if (record.length === columns.length) {
      const fields = Object.fromEntries(columns.map((name, index) => [name, record[index]]));
      rows.push({ place: place(number), number, fields });
    } else {
      const message = `the row has ${record.length} cells, the header ${columns.length}`;
      problems.push(
        rowProblem('DATA_ROW', message, place(number), 'cells that hold commas or quotes stand in quotes'),
      );
    }
  }
  return { ...result, rows, problems };
}

function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The line on which the record after the offset starts: empty lines belong to none. Offsets may only grow. */
function recordLines(bytes: Uint8Array): (offset: number) => number {
  const [lineFeed, carriageReturn] = [0x0a, 0x0d];
  let [at, line] = [0, 1];
  return (offset) => {
    while (at < offset || bytes[at] === lineFeed || bytes[at] === carriageReturn) {
      if (bytes[at] === lineFeed) line++;
      at++;
    }
    return line;
  };
}

/** Names that come more than once; columns without a name hold nothing that can be asked for. */
function repeated(columns: readonly string[]): readonly string[] {
  return [...new Set(columns.filter((name, index) => name !== '' && columns.indexOf(name) < index))];
}
