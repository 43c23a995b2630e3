import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { fileBytes, isDamage } from './file-bytes.ts';
import type { RawRows } from './raw-row.ts';
import { readCsv } from './read-csv.ts';
import { readJsonList } from './read-json-list.ts';
import { readJsonl } from './read-jsonl.ts';
import { readParquet } from './read-parquet.ts';

/** How rows lie in a file. */
export type RowContainer = 'jsonl' | 'csv' | 'json' | 'parquet';

const endings: Readonly<Record<string, RowContainer>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
  '.parquet': 'parquet',
};

/** What the name of a file says of it, `.gz` aside; null where it says nothing. */
export function containerOf(name: string): RowContainer | null {
  return endings[path.extname(name.toLowerCase().replace(/\.gz$/, '')).toLowerCase()] ?? null;
}

/**
 * The rows of a file. Where it is damaged (packed bytes, Parquet) that is a problem after the rows before it; other
 * failures to read are thrown. `file` is for messages.
 */
export async function* readRowFile(container: RowContainer, absolute: string, file: string): RawRows {
  try {
    yield* container === 'parquet'
      ? readParquet(absolute, file)
      : readers[container](fileBytes(absolute), file);
  } catch (error) {
    if (container !== 'parquet' && !isDamage(error)) throw error;
    const what =
      container === 'parquet' ? 'the file cannot be read as Parquet' : 'the packed file is damaged';
    const place = { file, line: null, column: null };
    const hint = 'was the file written whole? What follows cannot be read';
    yield [{ code: 'DATA_FORMAT', message: `${what}: ${messageOf(error)}`, place, hint }];
  }
}

const readers = { jsonl: readJsonl, csv: readCsv, json: readJsonList };
