import { digest } from '../../core/digest.ts';
import { fault, messageOf, type Place, type Problem } from '../../core/errors.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { LoadModule } from '../../core/seams.ts';
import { type RawRow, rowProblem } from './raw-row.ts';

/** What a module gave: rows, a problem for each that is none, and a digest of them all. */
export interface ModuleRows {
  readonly rows: readonly (RawRow | Problem)[];
  readonly digest: string;
}

/**
 * Reads the rows that a module's `rows()` gives: an array or any iterable, sync or async, of objects.
 * Throws MODULE_LOAD when there is no such function or it throws; `place` is where the suite names the module.
 */
export async function readModule(file: string, loadModule: LoadModule, place: Place): Promise<ModuleRows> {
  const exported = (await load(file, loadModule, place))['rows'];
  if (typeof exported !== 'function') {
    const hint = 'export function rows() { return [{ input: "…", expected: "…" }] }';
    throw fault('MODULE_LOAD', `${file} exports no function \`rows\``, { place, hint });
  }
  const rows: (RawRow | Problem)[] = [];
  try {
    const given: unknown = await exported();
    if (!isIterable(given)) throw new TypeError('rows() gave nothing that can be iterated');
    let number = 0;
    for await (const value of given) {
      number++;
      const rowPlace = { file, line: null, column: null };
      if (value === null || typeof value !== 'object') {
        rows.push(rowProblem('DATA_ROW', `row ${number} of rows() is not an object`, rowPlace));
      } else rows.push({ place: rowPlace, number, fields: { ...value } });
    }
    const fields = rows.flatMap((row) => ('fields' in row ? row.fields : []));
    return { rows, digest: digest(canonicalJson(asJson(fields))) };
  } catch (error) {
    throw fault('MODULE_LOAD', `rows() of ${file} failed: ${messageOf(error)}`, { place, cause: error });
  }
}

async function load(file: string, loadModule: LoadModule, place: Place): ReturnType<LoadModule> {
  try {
    return await loadModule(file);
  } catch (error) {
    throw fault('MODULE_LOAD', `${file} cannot be loaded: ${messageOf(error)}`, { place, cause: error });
  }
}

function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return (
    value !== null && typeof value === 'object' && (Symbol.iterator in value || Symbol.asyncIterator in value)
  );
}

function asJson(value: unknown): Json {
  // What JSON cannot hold (functions, undefined) is no part of a row.
  return JSON.parse(JSON.stringify(value)) as Json;
}
