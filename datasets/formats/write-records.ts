import { stringify } from 'yaml';
import { writeWhole } from '../../core/files.ts';
import type { Json } from '../../core/json.ts';
import { csvColumns, csvLine } from './csv-line.ts';
import type { ExportContainer } from './export-formats.ts';
import { LineFile } from './line-file.ts';
import { writeParquet } from './write-parquet.ts';

/** Writes records as a file, whole or not at all. Throws WRITE_FAILED. */
export async function writeRecords(
  file: string,
  container: ExportContainer,
  records: readonly Readonly<Record<string, Json>>[],
): Promise<void> {
  if (container === 'parquet') return writeWhole(file, await writeParquet(records));
  if (container === 'yaml') return writeWhole(file, stringify(records, { lineWidth: 0 }));
  const lines = new LineFile(file);
  if (container === 'csv') lines.append(csvColumns.join(','));
  const written =
    container === 'csv' ? csvLine : (fields: Readonly<Record<string, Json>>) => JSON.stringify(fields);
  for (const record of records) lines.append(written(record));
  lines.commit();
}
