import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import type { Case, UnlabelledRow } from '../../core/case.ts';
import { fault, HeldoutError, messageOf, type Place, type Problem } from '../../core/errors.ts';
import { hasCode } from '../../core/files.ts';
import type { LoadModule } from '../../core/seams.ts';
import type { RowSource, Suite } from '../../core/suite.ts';
import { fileDigest } from './file-bytes.ts';
import { mapRow, sourceName } from './map-row.ts';
import { mapUnlabelled } from './map-unlabelled.ts';
import { ProblemList } from './problem-list.ts';
import { problemOfRow, type RawRow, type RawRows } from './raw-row.ts';
import { readModule } from './read-module.ts';
import { containerOf, readRowFile } from './row-files.ts';

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
  const { raw, digest } = await readSource(source, options);
  const problems = new ProblemList(shownProblems);
  const ids = new DeclaredIds(source);
  const rows: Row[] = [];
  for await (const batch of raw) {
    for (const row of batch) {
      if ('code' in row) {
        problems.add(row);
        continue;
      }
      problems.add(...ids.problemsOf(row));
      const mapped = map(row, source, options.suite);
      if ('id' in mapped) rows.push(mapped);
      else problems.add(mapped);
    }
  }
  const found = problems.list();
  if (found !== null) throw new HeldoutError(found);
  if (rows.length === 0)
    throw fault('DATA_EMPTY', `${sourceName(source)} has no rows`, { place: options.place });
  return { digest: await digest(), rows };
}

interface OpenSource {
  readonly raw: RawRows;
  readonly digest: () => Promise<string>;
}

async function readSource(
  source: RowSource,
  { folder, loadModule, place }: LoadOptions,
): Promise<OpenSource> {
  if ('use' in source.from) {
    const file = path.resolve(folder, source.from.use.slice('module:'.length));
    const given = await readModule(file, loadModule, place);
    return { raw: inOne(given.rows), digest: async () => given.digest };
  }
  const written = source.from.path;
  const container = containerOf(written);
  if (container === null) {
    const hint =
      'rows are read from .jsonl, .csv, .json and .parquet files, or from code with `use: module:./rows.ts`';
    throw fault('DATA_FORMAT', `${written}: rows of this format cannot be read`, { place, hint });
  }
  const file = path.resolve(folder, written);
  requireFile(file, written, place);
  const raw = readRowFile(container, file, path.join(path.dirname(place.file), written));
  return { raw, digest: () => fileDigest(file) };
}

async function* inOne(rows: readonly (RawRow | Problem)[]): RawRows {
  yield rows;
}

function requireFile(file: string, written: string, place: Place): void {
  try {
    accessSync(file, constants.R_OK);
    if (statSync(file).isFile()) return;
  } catch (error) {
    if (!hasCode(error, 'ENOENT'))
      throw fault('DATA_NOT_FOUND', `${written} cannot be read: ${messageOf(error)}`, {
        place,
        cause: error,
      });
  }
  const hint = `looked for ${file}: paths in a suite are relative to the suite file`;
  throw fault('DATA_NOT_FOUND', `there is no file ${written}`, { place, hint });
}

/** Finds ids that a source declares twice. */
class DeclaredIds {
  readonly #field: string | null;
  readonly #seen = new Map<string, number>();

  constructor({ map }: RowSource) {
    this.#field = map.id ?? (Object.keys(map).length === 0 ? 'id' : null);
  }

  problemsOf(row: RawRow): readonly Problem[] {
    const id = this.#field === null ? null : row.fields[this.#field];
    if (id === undefined || id === null || id === '') return [];
    const before = this.#seen.get(String(id));
    if (before === undefined) this.#seen.set(String(id), row.number);
    if (before === undefined) return [];
    const message = `id \`${String(id)}\` is declared twice: also in row ${before}`;
    return [problemOfRow(row, 'DATA_DUPLICATE_ID', message, 'ids are unique in their source')];
  }
}
