import type { Json } from '../../core/json.ts';
import { columnsOf, parquetSchema } from './parquet-columns.ts';

/**
 * The bytes of a Parquet file with these records, packed with Snappy: texts, lists of texts, and conversations as
 * list<struct<role, content>>. A field that a record does not have is null.
 */
export async function writeParquet(records: readonly Readonly<Record<string, Json>>[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columns = columnsOf(records);
  const buffer = parquetWriteBuffer({
    schema: parquetSchema(columns),
    columnData: columns.map(({ name }) => ({ name, data: records.map((fields) => fields[name] ?? null) })),
  });
  return new Uint8Array(buffer);
}
