import type { Problem } from '../../core/errors.ts';
import { fault, type Place } from '../../core/errors.ts';
import { detectShape, shapeNamed } from '../../datasets/formats/detect-shape.ts';
import {
  type ImportContext,
  type ImportedRow,
  importRow,
  renamed,
} from '../../datasets/formats/import-row.ts';
import type { Shape } from '../../datasets/formats/shape.ts';
import { DeclaredIds } from '../../datasets/rows/declared-ids.ts';
import type { RawRow, RawRows } from '../../datasets/rows/raw-row.ts';

/** So many rows decide what shape a file has. */
const decidingRows = 100;

/** A file whose shape is known, with its rows from the first one on. */
export interface ShapedRecords {
  readonly shape: Shape;
  readonly because: string;
  readonly records: RawRows;
}

type Batch = readonly (RawRow | Problem)[];

/**
 * Finds the shape of records by the first hundred rows, or takes the one that is named. Throws DATA_SHAPE, and DATA_EMPTY
 * where there is no row at all.
 */
export async function shapedRecords(
  records: RawRows,
  {
    map,
    format,
    place,
  }: { readonly map: ImportContext['map']; readonly format: string | null; readonly place: Place },
): Promise<ShapedRecords> {
  const read: Batch[] = [];
  const rows: RawRow[] = [];
  while (rows.length < decidingRows) {
    const { value, done } = await records.next();
    if (done === true) break;
    read.push(value);
    rows.push(...value.filter((row) => 'fields' in row));
  }
  const all = joined(read, records);
  if (format !== null) return { shape: shapeNamed(format), because: 'you said so', records: all };
  if (rows.length === 0) {
    if (read.some((batch) => batch.length > 0))
      return { shape: shapeNamed('rows'), because: 'no row can be read', records: all };
    throw fault('DATA_EMPTY', `${place.file} has no rows`, { place });
  }
  const seen = rows.slice(0, decidingRows).map((row) => ({ ...row, fields: renamed(row.fields, map) }));
  return { ...detectShape(seen, place), records: all };
}

async function* joined(read: readonly Batch[], rest: RawRows): RawRows {
  yield* read;
  yield* rest;
}

/**
 * Each record as a row of the suite, or what is wrong with it. Throws USAGE, after the last one, where `map` names a
 * field that no record has.
 */
export async function* importedRows(
  records: RawRows,
  context: ImportContext,
  place: Place,
): AsyncGenerator<ImportedRow | Problem, void> {
  const ids = new DeclaredIds({ map: {} });
  const missing = new Set(Object.values(context.map));
  let fields: readonly string[] = [];
  for await (const batch of records) {
    for (const row of batch) {
      if ('code' in row) {
        yield row;
        continue;
      }
      for (const name of missing) if (holdsField(row, name)) missing.delete(name);
      fields = Object.keys(row.fields);
      const made = importRow(row, context);
      const [twice] = 'code' in made ? [] : ids.problemsOf({ ...row, fields: made.fields });
      yield twice ?? made;
    }
  }
  const [first] = missing;
  if (first === undefined || fields.length === 0) return;
  const hint = `the fields of the last row are ${fields.map((name) => `\`${name}\``).join(', ')}`;
  throw fault('USAGE', `no row has the field \`${first}\` that \`--map\` names`, { place, hint });
}

/** Fields of a record, and variables of a promptfoo test. */
function holdsField({ fields }: RawRow, name: string): boolean {
  const { vars } = fields;
  return name in fields || (typeof vars === 'object' && vars !== null && name in vars);
}
