import path from 'node:path';
import { fault, type Place, type Problem } from '../../core/errors.ts';
import { requireFile } from '../../core/require-file.ts';
import type { LoadModule } from '../../core/seams.ts';
import type { RowSource } from '../../core/suite.ts';
import { fileDigest } from './file-bytes.ts';
import type { RawRow, RawRows } from './raw-row.ts';
import { readModule } from './read-module.ts';
import { containerOf, readRowFile } from './row-files.ts';

/** What opening a source needs to know. */
export interface OpenOptions {
  /** Folder of the suite file: paths in the suite start there. */
  readonly folder: string;
  readonly loadModule: LoadModule;
  /** Where the suite names the source. */
  readonly place: Place;
}

/** The rows of a source, to be read once, and SHA-256 of its bytes or of what a module gave. */
export interface OpenSource {
  readonly raw: RawRows;
  readonly digest: () => Promise<string>;
}

/**
 * Opens a file of rows or a module. Throws DATA_NOT_FOUND, DATA_FORMAT or MODULE_LOAD where there is none that can be read.
 */
export async function openSource(
  source: RowSource,
  { folder, loadModule, place }: OpenOptions,
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
  const hint = `looked for ${file}: paths in a suite are relative to the suite file`;
  requireFile(file, written, { place, hint });
  const raw = readRowFile(container, file, path.join(path.dirname(place.file), written));
  return { raw, digest: () => fileDigest(file) };
}

async function* inOne(rows: readonly (RawRow | Problem)[]): RawRows {
  yield rows;
}
