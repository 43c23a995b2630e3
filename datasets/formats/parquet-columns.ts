import type { SchemaElement } from 'hyparquet-writer';
import type { Json } from '../../core/json.ts';

/** What a column of an exported Parquet file holds. */
export type ColumnKind = 'text' | 'texts' | 'turns';

/** Column → what it holds; every other column holds texts. */
const kinds: Readonly<Record<string, ColumnKind>> = { input: 'turns', messages: 'turns', tags: 'texts' };

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** The columns of records, in the order in which they first come. */
export function columnsOf(records: readonly Readonly<Record<string, Json>>[]): readonly ParquetColumn[] {
  const names = new Set(records.flatMap((fields) => Object.keys(fields)));
  return [...names].map((name) => ({ name, kind: kinds[name] ?? 'text' }));
}

/** The schema of a file, as Hugging Face `datasets` writes lists and structs. */
export function parquetSchema(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(({ name, kind }) => elements[kind](name)),
  ];
}

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: 'OPTIONAL',
});
const listOf = (name: string, element: readonly SchemaElement[]): readonly SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...element,
];

const elements: Readonly<Record<ColumnKind, (name: string) => readonly SchemaElement[]>> = {
  text: (name) => [text(name)],
  texts: (name) => listOf(name, [text('element')]),
  turns: (name) =>
    listOf(name, [
      { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
      text('role'),
      text('content'),
    ]),
};
