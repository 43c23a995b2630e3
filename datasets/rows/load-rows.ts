import type { Case, UnlabelledRow } from '../../core/case.ts';
import { fault, HeldoutError, type Problem } from '../../core/errors.ts';
import { hasHalfPair, type Json } from '../../core/json.ts';
import type { RowSource, Suite } from '../../core/suite.ts';
import { DeclaredIds } from './declared-ids.ts';
import { mapRow, sourceName } from './map-row.ts';
import { mapUnlabelled } from './map-unlabelled.ts';
import { type OpenOptions, openSource } from './open-source.ts';
import { ProblemList } from './problem-list.ts';
import { halfPairProblem, type RawRow } from './raw-row.ts';

/** A source of rows and what came of it. */
export interface LoadedSource {
  readonly name: string;
  readonly licence: string | null;
  readonly digest: string;
  /** In the source's order; equal rows are still there twice. */
  readonly cases: readonly Case[];
}

interface LoadOptions extends OpenOptions {
  readonly suite: Suite;
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
  const { raw, digest } = await openSource(source, options);
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
      const mapped = isWritable(row) ? map(row, source, options.suite) : halfPairProblem(row);
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

/** A case is kept in files, and sent as UTF-8. */
function isWritable({ fields }: RawRow): boolean {
  // What files and modules give is plain data; what is not is told when it is mapped.
  return !hasHalfPair(fields as Json);
}
