import type { Json } from '../../core/json.ts';

/** The columns of an exported CSV file. */
export const csvColumns = [
  'id',
  'input',
  'expected',
  'skill',
  'edgeCase',
  'cluster',
  'tags',
  'metadata',
] as const;

/** A line of RFC 4180 CSV, every cell in quotes; what a record does not have is an empty cell. */
export function csvLine(fields: Readonly<Record<string, Json>>): string {
  return csvColumns.map((name) => quoted(fields[name])).join(',');
}

function quoted(value: Json | undefined): string {
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : '';
}
