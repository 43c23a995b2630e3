import { isUtf8 } from 'node:buffer';
import type { ParquetParsers } from 'hyparquet';
import { messageOf, type Problem } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { classNames } from './class-names.ts';
import { isRecord, problemOfRow, type RawRow, type RawRows } from './raw-row.ts';

/** In the place of a text whose bytes are not UTF-8. */
const notUtf8 = Symbol('not UTF-8');

const parsers: Partial<ParquetParsers> = {
  // A decoder of the platform would take a byte-order mark away, and put other characters in the place of wrong bytes.
  stringFromBytes: (bytes?: Uint8Array) => bytes && (isUtf8(bytes) ? Buffer.from(bytes).toString() : notUtf8),
};

/**
 * Reads the rows of a Parquet file, a row group at a time, as plain JSON values: class labels of Hugging Face `datasets`
 * by their names, dates as ISO texts, bytes that are no UTF-8 as base64, whole numbers beyond 2^53 and NaN as texts, and nothing for a null.
 * A row's number is its position. Throws where the file is no Parquet or is damaged; `file` is for messages.
 */
export async function* readParquet(absolute: string, file: string): RawRows {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const buffer = await asyncBufferFromFile(absolute);
  const metadata = await parquetMetadataAsync(buffer, { parsers });
  const labels = classNames(metadata);
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const range = { rowStart, rowEnd };
    const rows = await parquetReadObjects({
      file: buffer,
      metadata,
      ...range,
      compressors,
      parsers,
      utf8: false,
    });
    const first = rowStart + 1;
    yield rows.map((row, index) => rowOf(row, first + index, labels, file));
    rowStart = rowEnd;
  }
}

function rowOf(
  row: Readonly<Record<string, unknown>>,
  number: number,
  labels: ReadonlyMap<string, readonly string[]>,
  file: string,
): RawRow | Problem {
  const at = { number, place: { file, line: null, column: null } };
  try {
    const named = Object.entries(row).map(
      ([name, value]) => [name, labelOf(value, labels.get(name))] as const,
    );
    return { ...at, fields: withoutNulls(named) };
  } catch (error) {
    return problemOfRow(at, 'DATA_ENCODING', messageOf(error));
  }
}

/** −1 is what `datasets` writes where there is no label. */
function labelOf(value: unknown, names: readonly string[] | undefined): unknown {
  return names === undefined || value === null ? value : (names[Number(value)] ?? null);
}

/** Every row has every column: what holds nothing is left out. */
function withoutNulls(
  entries: readonly (readonly [string, unknown])[],
): Readonly<Record<string, Exclude<Json, null>>> {
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const held = plain(value);
      return held === null ? [] : [[name, held]];
    }),
  );
}

/** The value as JSON can hold it. Throws for a text that is not UTF-8. */
function plain(value: unknown): Json {
  if (value === notUtf8) throw new Error('a text of the row is not valid UTF-8');
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString(isUtf8(value) ? 'utf8' : 'base64');
  if (Array.isArray(value)) return value.map(plain);
  // A typed array of numbers.
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) return plain([...(value as Iterable<unknown>)]);
  if (isRecord(value)) return withoutNulls(Object.entries(value));
  throw new Error(`a ${typeof value} of the row has no JSON form`);
}
