import path from 'node:path';
import type { Case, UnlabelledRow } from '../../core/case.ts';
import { fault, HeldoutError, messageOf, type Place, type Problem } from '../../core/errors.ts';
import { readIfExists } from '../../core/files.ts';
import type { LoadModule } from '../../core/seams.ts';
import type { RowSource, Suite } from '../../core/suite.ts';
import { mapRow, sourceName } from './map-row.ts';
import { mapUnlabelled } from './map-unlabelled.ts';
import { problemOfRow, type RawRow, type RawRows } from './raw-row.ts';
import { readCsv } from './read-csv.ts';
import { readJsonl } from './read-jsonl.ts';
import { readModule } from './read-module.ts';

/** A source of rows and what came of it. */
export interface LoadedSource {
  readonly name: string;
  readonly licence: string | null;
  readonly digest: string;
  /** In the source's order; equal rows are still there twice. */
  readonly cases: readonly Case[];
}

interface LoadOptions {
  readonly suite: Suite;
  /** Folder of the suite file: paths in the suite start there. */
  readonly folder: string;
  readonly loadModule: LoadModule;
  /** Where the suite names the source. */
  readonly place: Place;
}

const shownProblems = 20;

/**
 * Loads one source. Throws a HeldoutError with every row that cannot be read (the first 20, and how many more),
 * or that the file is missing, empty or of a format that cannot be read.
 */
export async function loadRows(source: RowSource, options: LoadOptions): Promise<LoadedSource> {
  const { digest, rows } = await loadMapped(source, options, mapRow);
  return { name: sourceName(source), licence: source.licence, digest, cases: rows };
}

/** Loads a source of unlabelled rows, in its order and each input of a skill once. Throws as {@link loadRows}. */
export async function loadUnlabelled(
  source: RowSource,
  options: LoadOptions,
): Promise<readonly UnlabelledRow[]> {
  const { rows } = await loadMapped(source, options, mapUnlabelled);
  const first = new Map(rows.toReversed().map((row) => [row.id, row]));
  return rows.filter((row) => first.get(row.id) === row);
}

async function loadMapped<Row extends { readonly id: string }>(
  source: RowSource,
  options: LoadOptions,
  map: (row: RawRow, source: RowSource, suite: Suite) => Row | Problem,
): Promise<{ readonly digest: string; readonly rows: readonly Row[] }> {
  const raw = await readSource(source, options);
  const problems: Problem[] = [...raw.problems, ...repeatedIds(raw.rows, source)];
  const rows: Row[] = [];
  for (const row of raw.rows) {
    const mapped = map(row, source, options.suite);
    if ('id' in mapped) rows.push(mapped);
    else problems.push(mapped);
  }
  const [first, ...rest] = problems.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
  if (first !== undefined) throw new HeldoutError([first, ...shorten(rest, first.place)]);
  if (rows.length === 0)
    throw fault('DATA_EMPTY', `${sourceName(source)} has no rows`, { place: options.place });
  return { digest: raw.digest, rows };
}

async function readSource(source: RowSource, { folder, loadModule, place }: LoadOptions): Promise<RawRows> {
  if ('use' in source.from) {
    return readModule(path.resolve(folder, source.from.use.slice('module:'.length)), loadModule, place);
  }
  const written = source.from.path;
  const readers: Readonly<Record<string, (bytes: Uint8Array, file: string) => RawRows>> = {
    '.jsonl': readJsonl,
    '.ndjson': readJsonl,
    '.csv': readCsv,
  };
  const read = readers[path.extname(written).toLowerCase()];
  if (read === undefined) {
    const hint = 'rows are read from .jsonl and .csv files, or from code with `use: module:./rows.ts`';
    throw fault('DATA_FORMAT', `${written}: rows of this format cannot be read`, { place, hint });
  }
  return read(
    readBytes(path.resolve(folder, written), written, place),
    path.join(path.dirname(place.file), written),
  );
}

function readBytes(file: string, written: string, place: Place): Uint8Array {
  let bytes: Uint8Array | null;
  try {
    bytes = readIfExists(file);
  } catch (error) {
    throw fault('DATA_NOT_FOUND', `${written} cannot be read: ${messageOf(error)}`, { place, cause: error });
  }
  if (bytes !== null) return bytes;
  const hint = `looked for ${file}: paths in a suite are relative to the suite file`;
  throw fault('DATA_NOT_FOUND', `there is no file ${written}`, { place, hint });
}

function repeatedIds(rows: readonly RawRow[], source: RowSource): readonly Problem[] {
  const field = source.map.id ?? (Object.keys(source.map).length === 0 ? 'id' : null);
  if (field === null) return [];
  const seen = new Map<unknown, RawRow>();
  const problems: Problem[] = [];
  for (const row of rows) {
    const id = row.fields[field];
    if (id === undefined || id === null || id === '') continue;
    const before = seen.get(String(id));
    if (before === undefined) seen.set(String(id), row);
    else {
      const message = `id \`${String(id)}\` is declared twice: also in row ${before.number}`;
      problems.push(problemOfRow(row, 'DATA_DUPLICATE_ID', message, 'ids are unique in their source'));
    }
  }
  return problems;
}

function shorten(problems: readonly Problem[], place: Place | null): readonly Problem[] {
  const more = problems.length - shownProblems;
  if (more <= 0) return problems;
  return [
    ...problems.slice(0, shownProblems),
    { code: 'DATA_ROW', message: `and ${more} more`, place, hint: null },
  ];
}
