import type { Place, Problem } from '../../core/errors.ts';
import { deepestJson, isTooDeep } from '../../core/json.ts';
import { longestLine } from '../../core/stream-lines.ts';

/** A row as its source gives it, before it is known to be a case. */
export interface RawRow {
  readonly place: Place;
  /** 1-based line of a file, or 1-based position among rows that have no lines (a module, Parquet). */
  readonly number: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Rows of a source in its order, some at a time, with a problem in the place of each that cannot be read. */
export type RawRows = AsyncGenerator<readonly (RawRow | Problem)[], void>;

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
  row: Omit<RawRow, 'fields'>,
  code: 'DATA_ROW' | 'DATA_ENCODING' | 'DATA_DUPLICATE_ID',
  message: string,
  hint: string | null = null,
): Problem {
  const named = row.place.line === null ? `row ${row.number}: ${message}` : message;
  return rowProblem(code, named, row.place, hint);
}

/** A row that cannot be written down again. */
export function halfPairProblem(row: Omit<RawRow, 'fields'>): Problem {
  return problemOfRow(row, 'DATA_ENCODING', 'a text holds half of a surrogate pair, which no UTF-8 can');
}

/** A line, record or element that is too long to be one. */
export function tooLongProblem(what: string, place: Place): Problem {
  const message = `the ${what} is longer than ${longestLine / 1024 ** 2} MiB`;
  return rowProblem('DATA_ROW', message, place, 'is it data, and is a line end or a quote missing?');
}

/** A value of a file as a row; `expected` says what it must be: an object of named fields. */
export function rowOfValue(
  value: unknown,
  { place, number }: Omit<RawRow, 'fields'>,
  expected: string,
): RawRow | Problem {
  if (!isRecord(value)) return rowProblem('DATA_ROW', expected, place);
  if (isTooDeep(value)) return rowProblem('DATA_ROW', tooDeep, place);
  return { place, number, fields: value };
}

/** What is wrong with such a value. */
export const tooDeep = `lists and objects lie within each other on more than ${deepestJson} levels`;

/** True for an object of named fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
