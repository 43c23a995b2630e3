import type { Case } from '../../core/case.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { RowSource, Suite } from '../../core/suite.ts';
import type { Carried } from '../rows/carried.ts';
import { expectedValue } from '../rows/expected-value.ts';
import { mapRow } from '../rows/map-row.ts';
import { rowOfCase, writtenInput } from '../rows/row-of-case.ts';
import { type ExportItem, writable } from './export-item.ts';
import type { Fields, Shape, WrittenRecord } from './shape.ts';

/** How a format writes records. */
export interface RecordFormat {
  readonly shape: Shape;
  /** What a cell may hold: JSON of every kind, texts alone (CSV), or one type in each column (Parquet). */
  readonly cells: 'json' | 'text' | 'typed';
}

/** What a record is written for. */
export interface RecordContext {
  readonly suite: Suite;
  /** What every record of held-out cases carries; null for material to train on. */
  readonly canary: string | null;
}

/**
 * Writes an item as a record. What the fields of the format cannot say is added under `metadata.heldout`, found by
 * reading the record again; `loses` says what a reader misses who knows nothing of that, as a trainer does.
 */
export function writeRecord(
  item: ExportItem,
  { shape, cells }: RecordFormat,
  { suite, canary }: RecordContext,
): WrittenRecord {
  const written =
    shape.name === 'rows'
      ? { fields: rowFields(item, cells), loses: null }
      : shape.write?.(writable(item), suite.task);
  if (written === undefined) throw new TypeError(`nothing is written as ${shape.name}`);
  const carried = carriedWith(item, written.fields, shape, suite);
  const metadata = { heldout: canary === null ? carried : { ...carried, canary } };
  return {
    ...written,
    fields: { ...written.fields, metadata: cells === 'json' ? metadata : canonicalJson(metadata) },
  };
}

/** The fields of a row, as far as its cells can hold them. What is trained on is the answer. */
function rowFields(item: ExportItem, cells: RecordFormat['cells']): WrittenRecord['fields'] {
  const { answer, split, tags } = item;
  const trained = split === 'train' && answer !== null ? { expected: answer } : {};
  const row: WrittenRecord['fields'] = { ...rowOfCase(asCase(item)), ...trained };
  if (cells === 'json') return row;
  const texts = Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value === 'string'));
  if (cells === 'typed') return { ...texts, input: plain(item.input.messages), tags };
  return tags.length === 0 ? texts : { ...texts, tags: tags.join(',') };
}

function asCase(item: ExportItem): Case {
  return { ...item, verdicts: [] };
}

/** What of an item is not read again from the fields of its record. */
function carriedWith(
  item: ExportItem,
  fields: Fields,
  shape: Shape,
  suite: Suite,
): { readonly [key: string]: Json } {
  const back = readBack(fields, shape, suite);
  const { id, cell, cluster, tags, provenance, split, origin, kind } = item;
  const declared = provenance.kind === 'authored' ? provenance.declaredId : null;
  // Training material is read again as rows to train on: what is expected is the answer.
  const isAnswered = kind !== 'case' || isSame(back.expected, item.expected);
  const carried = {
    ...(isSame(back.input, item.input) ? {} : { input: writtenInput(item.input) }),
    ...(isAnswered ? {} : { expected: plain(item.expected) }),
    ...(declared === null || back.id === declared ? {} : { id: declared }),
    ...(back.skill === cell.skill ? {} : { skill: cell.skill }),
    ...(cell.edgeCase === null || back.edgeCase === cell.edgeCase ? {} : { edgeCase: cell.edgeCase }),
    ...(cluster === id || back.cluster === cluster ? {} : { cluster }),
    ...(isSame([...(back.tags ?? [])].sort(), [...tags].sort()) ? {} : { tags }),
    ...(cell.attributes === undefined ? {} : { attributes: cell.attributes }),
    ...(origin === 'synthetic' ? { origin } : {}),
    split,
  } satisfies Carried;
  return carried;
}

/** What an import reads of the fields, as far as it can read them. */
type ReadBack = Partial<Pick<Case, 'input' | 'expected' | 'cluster' | 'tags'>> & {
  readonly id?: string | null;
  readonly skill?: string;
  readonly edgeCase?: string | null;
};

const source: RowSource = { from: { path: '' }, map: {}, set: {}, licence: null, split: 'heldout' };

function readBack(fields: Fields, shape: Shape, suite: Suite): ReadBack {
  if (shape.name === 'rows') {
    const row = mapRow({ place: { file: '', line: null, column: null }, number: 1, fields }, source, suite);
    if ('code' in row) return {};
    const id = row.provenance.kind === 'authored' ? row.provenance.declaredId : null;
    const { input, expected, cluster, tags, cell } = row;
    return { id, input, expected, cluster, tags, skill: cell.skill, edgeCase: cell.edgeCase };
  }
  const said = shape.read(fields, suite.task);
  if ('problem' in said) return {};
  const expected = expectedValue(said.expected, suite.task);
  return { input: said.input, ...('problem' in expected ? {} : { expected }) };
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(plain(one ?? null)) === canonicalJson(plain(other ?? null));
}

/** Inputs and expected values are plain data by their types; JSON has no narrower name for that. */
function plain(value: unknown): Json {
  return value as Json;
}
