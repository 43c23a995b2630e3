import { CsvError, parse } from 'csv-parse/sync';
import { digest } from '../../core/digest.ts';
import { messageOf, type Problem } from '../../core/errors.ts';
import { linesOf } from '../../core/lines.ts';
import { type RawRow, type RawRows, rowProblem } from './raw-row.ts';

interface CsvRecord {
  readonly record: Readonly<Record<string, string>>;
  /** `lines`: the line on which the record ends. */
  readonly info: { readonly lines: number };
  readonly raw: string;
}

/** Reads RFC 4180 CSV with a header line; quoted cells may hold line ends. `file` is for messages. */
export function readCsv(bytes: Uint8Array, file: string): RawRows {
  const place = (line: number | null) => ({ file, line, column: null });
  const wrong: Problem[] = [];
  for (const line of linesOf(bytes)) {
    if (line.text !== null) continue;
    wrong.push(rowProblem('DATA_ENCODING', 'the line is not valid UTF-8', place(line.number), 'save the file as UTF-8'));
  }
  const result = { digest: digest(bytes) };
  if (wrong.length > 0) return { ...result, rows: [], problems: wrong };
  try {
    const records = parse<CsvRecord>(Buffer.from(bytes), {
      bom: true,
      columns: true,
      info: true,
      raw: true,
      skip_empty_lines: true,
    });
    const rows = records.map(({ record, info, raw }): RawRow => {
      const number = info.lines - raw.replace(/[\r\n]+$/, '').split('\n').length + 1;
      return { place: place(number), number, fields: record };
    });
    return { ...result, rows, problems: [] };
  } catch (error) {
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : null;
    return { ...result, rows: [], problems: [rowProblem('DATA_ROW', `not valid CSV: ${messageOf(error)}`, place(line))] };
  }
}
