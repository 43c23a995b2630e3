import type { Place, Problem } from '../../core/errors.ts';

/** A row as its source gives it, before it is known to be a case. */
export interface RawRow {
  readonly place: Place;
  /** 1-based line of a file, or 1-based position among the rows of a module. */
  readonly number: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What was read of a source: rows that could be read, and a problem for each that could not. */
export interface RawRows {
  readonly rows: readonly RawRow[];
  readonly problems: readonly Problem[];
  /** SHA-256 of the file's bytes, or of the rows that a module gave. */
  readonly digest: string;
}

/** A row that cannot be read. */
export function rowProblem(
  code: 'DATA_ROW' | 'DATA_ENCODING' | 'DATA_DUPLICATE_ID',
  message: string,
  place: Place,
  hint: string | null = null,
): Problem {
  return { code, message, place, hint };
}

/** A problem of a row that was read. Where the source has no lines the message says which row it is. */
export function problemOfRow(
  row: RawRow,
  code: 'DATA_ROW' | 'DATA_DUPLICATE_ID',
  message: string,
  hint: string | null = null,
): Problem {
  const named = row.place.line === null ? `row ${row.number} of rows(): ${message}` : message;
  return rowProblem(code, named, row.place, hint);
}
