import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { messageOf, type Problem } from '../../core/errors.ts';
import { linesOf } from '../../core/lines.ts';
import { withoutMark } from '../../core/stream-lines.ts';
import { type CsvRecord, CsvSplitter } from './csv-splitter.ts';
import { type RawRow, type RawRows, rowProblem, tooLongProblem } from './raw-row.ts';

interface ReadRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads RFC 4180 CSV with a header line, with line ends of either kind; quoted cells may hold line ends. Between cells
 * stands a comma, or, where the header has none, `;` or a tab. A row's number is the line on which it starts.
 * `file` is for messages.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, file: string): RawRows {
  const splitter = new CsvSplitter();
  let columns: readonly string[] | null = null;
  for await (const records of recordsOf(chunks, splitter)) {
    const rows: (RawRow | Problem)[] = [];
    for (const record of readRecords(records, file, splitter.separator ?? ',')) {
      if ('code' in record) rows.push(record);
      else if (columns === null) {
        columns = record.cells;
        rows.push(...headerProblems(record, file));
      } else rows.push(rowOf(record, columns, file));
    }
    yield rows;
  }
}

async function* recordsOf(
  chunks: AsyncIterable<Uint8Array>,
  splitter: CsvSplitter,
): AsyncGenerator<readonly CsvRecord[]> {
  for await (const chunk of withoutMark(chunks)) yield splitter.push(chunk);
  yield splitter.rest();
}

/** Parses records together; where one of them is no CSV, each by itself. */
function readRecords(
  records: readonly CsvRecord[],
  file: string,
  separator: string,
): readonly (ReadRecord | Problem)[] {
  const sound = records.flatMap(({ bytes }) => (bytes !== null && isUtf8(bytes) ? bytes : []));
  const parsed = sound.length === records.length ? parseRecords(sound, separator) : { fault: null };
  if (!('fault' in parsed) && parsed.length === records.length)
    return records.map(({ line }, index) => ({ line, cells: parsed[index] ?? [] }));
  return records.flatMap((record) => readRecord(record, file, separator));
}

function readRecord(
  { bytes, line }: CsvRecord,
  file: string,
  separator: string,
): readonly (ReadRecord | Problem)[] {
  const place = { file, line, column: null };
  if (bytes === null) return [tooLongProblem('row', place)];
  if (!isUtf8(bytes)) {
    const lines = [...linesOf(bytes)].filter(({ text }) => text === null);
    return lines.map(({ number }) => {
      const at = { ...place, line: line + number - 1 };
      return rowProblem('DATA_ENCODING', 'the line is not valid UTF-8', at, 'save the file as UTF-8');
    });
  }
  const parsed = parseRecords([bytes], separator);
  if (!('fault' in parsed)) return [{ line, cells: parsed[0] ?? [] }];
  // The parser counts lines from the record's own.
  const message = messageOf(parsed.fault).replace(/ (?:at|on) line \d+/g, '');
  return [rowProblem('DATA_ROW', `not valid CSV: ${message}`, place)];
}

/** The cells of records; the parser's error where one is no CSV. */
function parseRecords(
  records: readonly Buffer[],
  separator: string,
): readonly (readonly string[])[] | { readonly fault: unknown } {
  const lineEnd = Buffer.from('\n');
  try {
    return parse(Buffer.concat(records.flatMap((record) => [record, lineEnd])), {
      delimiter: separator,
      record_delimiter: ['\n'],
      relax_column_count: true,
    });
  } catch (error) {
    return { fault: error };
  }
}

function rowOf({ cells, line }: ReadRecord, columns: readonly string[], file: string): RawRow | Problem {
  const place = { file, line, column: null };
  if (cells.length === columns.length) {
    const fields = Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
    return { place, number: line, fields };
  }
  const message = `the row has ${cells.length} cells, the header ${columns.length}`;
  return rowProblem('DATA_ROW', message, place, 'cells that hold commas or quotes stand in quotes');
}

/** Names that come more than once, and line ends that are none; columns without a name hold nothing that can be asked for. */
function headerProblems({ cells, line }: ReadRecord, file: string): readonly Problem[] {
  const place = { file, line, column: null };
  const hint = 'save the file with line ends of Windows or Unix';
  if (cells.some((name) => name.includes('\r')))
    return [rowProblem('DATA_ROW', 'the lines end with a carriage return alone', place, hint)];
  const twice = cells.filter((name, index) => name !== '' && cells.indexOf(name) < index);
  return [...new Set(twice)].map((name) =>
    rowProblem('DATA_ROW', `the column \`${name}\` is there twice`, place),
  );
}
