import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../core/errors.ts';
import { writeWhole } from '../core/files.ts';
import { requireFile } from '../core/require-file.ts';
import type { RowSource } from '../core/suite.ts';
import type { Shares } from '../datasets/deal-splits.ts';
import type { ImportPurpose } from '../datasets/formats/import-row.ts';
import { openRecords, type RecordContainer } from '../datasets/formats/open-records.ts';
import { ProblemList } from '../datasets/rows/problem-list.ts';
import { openTokenCounter } from '../models/tokens/open-token-counter.ts';
import { addSource, entryText, type SourceEntry } from '../suites/add-source.ts';
import { importPaths } from './importing/import-paths.ts';
import { importedRows, type ShapedRecords, shapedRecords } from './importing/imported-rows.ts';
import { LengthCheck, type LongRows } from './importing/length-check.ts';
import { putInPlace } from './importing/put-in-place.ts';
import { oneFile, type RowSink, type SinkFile } from './importing/row-sink.ts';
import type { SplitBalance } from './importing/split-balance.ts';
import { splitFiles } from './importing/split-files.ts';
import type { LoadedSuite } from './load-suite.ts';

export interface ImportOptions {
  /** Left alone where `split` says more. */
  readonly to: ImportPurpose;
  /** Shares by which rows are dealt to splits; null: all go to one place. */
  readonly split: { readonly shares: Shares; readonly seed: number } | null;
  readonly map: RowSource['map'];
  readonly set: RowSource['set'];
  /** Name of a shape; null: found out. */
  readonly format: string | null;
  readonly licence: string | null;
  /** Absolute; null: beside the suite. */
  readonly out: string | null;
  readonly isDryRun: boolean;
  /** Add the entry to the suite file. */
  readonly addsEntry: boolean;
  /** Write over files that hold something else. */
  readonly replaces: boolean;
  /** Write the rows that can be read, although some cannot. */
  readonly skipsMalformed: boolean;
  /** Whose tokens are counted; null: the suite's target. */
  readonly target: string | null;
  /** Tokens that a row may have; null: the context of the model, where it is known. */
  readonly maxTokens: number | null;
  readonly onProgress: (rows: number) => void;
}

/** A file of rows that an import made. */
export interface ImportedFile {
  readonly to: ImportPurpose;
  /** Absolute. */
  readonly file: string;
  readonly rows: number;
  readonly digest: string;
  /** As the suite names it, on one line of YAML. */
  readonly entry: string;
  /** The suite names it now, or did before. */
  readonly isEntered: boolean;
}

/** What an import read and wrote. */
export interface Imported {
  /** False where rows could not be read and were not to be passed over: then nothing was written. */
  readonly ok: boolean;
  readonly container: RecordContainer;
  readonly shape: ShapedRecords['shape'];
  readonly because: string;
  readonly rows: number;
  readonly malformed: number;
  /** Every row that could not be read, in the order of the file; of very many the first ones. */
  readonly problems: readonly Problem[];
  readonly notes: readonly { readonly note: string; readonly rows: number }[];
  /** Rows that are longer than the model reads: they are told, never cut; null where no limit is known. */
  readonly lengths: LongRows | null;
  /** How rows were dealt to splits; null where they were not. */
  readonly balance: SplitBalance | null;
  /** What was written, or would be. */
  readonly files: readonly ImportedFile[];
  readonly written: boolean;
}

/** More than these are told by their number only. */
const mostProblems = 100_000;

/**
 * Reads a file of cases in whatever shape they are and writes them as rows of the suite. `file` is how people named it.
 * Rows that cannot be read are told, all of them, and then nothing is written, unless they are to be passed over. Throws
 * for a file that is not there or empty, a shape that cannot be told, and files that would be written over.
 */
export async function importFile(
  loaded: LoadedSuite,
  { source, file }: { readonly source: string; readonly file: string },
  options: ImportOptions,
  signal: AbortSignal,
): Promise<Imported> {
  const place = { file, line: null, column: null };
  requireFile(source, file);
  const { container, records } = await openRecords(source, file);
  const shaped = await shapedRecords(records, { map: options.map, format: options.format, place });
  const paths = importPaths(source, loaded, options);
  const { split } = options;
  const sink =
    split === null ? oneFile(paths.fileOf(null), options.to) : splitFiles({ ...split, fileOf: paths.fileOf });
  try {
    const read = await readInto(sink, loaded, shaped, file, options, signal);
    const { problems, rows } = read;
    const ok = problems.count === 0 || (options.skipsMalformed && rows > 0);
    const isWritten = ok && !options.isDryRun;
    const { files, balance } = sink.finish();
    if (isWritten) {
      paths.prepare();
      await putInPlace(files, options.replaces);
    }
    return {
      ok,
      container,
      shape: shaped.shape,
      because: shaped.because,
      rows,
      malformed: problems.count,
      problems: problems.list() ?? [],
      notes: read.notes,
      lengths: read.lengths,
      balance,
      files: files.map((made) => describe(made, loaded, options, isWritten && options.addsEntry)),
      written: isWritten,
    };
  } finally {
    sink.discard();
  }
}

interface ReadRows {
  readonly lengths: LongRows | null;
  readonly rows: number;
  readonly problems: ProblemList;
  readonly notes: Imported['notes'];
}

async function readInto(
  sink: RowSink,
  { suite, folder }: LoadedSuite,
  { shape, records }: ShapedRecords,
  file: string,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<ReadRows> {
  const problems = new ProblemList(mostProblems);
  const notes = new Map<string, number>();
  let rows = 0;
  const context = { suite, shape, map: options.map, set: options.set, purpose: options.to };
  const use = options.target ?? suite.models.target?.use ?? null;
  const tokens = await openTokenCounter(use, { env: process.env, folder });
  const lengths = new LengthCheck(tokens, options.maxTokens, suite.task.instructions);
  try {
    for await (const row of importedRows(records, context, { file, line: null, column: null })) {
      signal.throwIfAborted();
      if ('code' in row) problems.add(row);
      else {
        rows++;
        sink.add(row);
        lengths.add(row);
        for (const note of row.notes) notes.set(note, (notes.get(note) ?? 0) + 1);
      }
      options.onProgress(rows + problems.count);
    }
  } finally {
    await tokens.counter.close();
  }
  const noted = [...notes].map(([note, rows]) => ({ note, rows }));
  return { rows, problems, notes: noted, lengths: lengths.result() };
}

/** The file as the suite names it; `adds` puts its entry to the suite file. */
function describe(
  { to, lines }: SinkFile,
  { file, folder }: LoadedSuite,
  { licence, set }: ImportOptions,
  adds: boolean,
): ImportedFile {
  // A source without rows is an error of the suite.
  const enters = adds && lines.lines > 0;
  const entry: SourceEntry = {
    path: path.relative(folder, lines.file).split(path.sep).join('/'),
    ...(licence === null ? {} : { licence }),
    ...(Object.keys(set).length === 0 ? {} : { set }),
  };
  if (enters) {
    const suiteFile = path.join(folder, path.basename(file));
    const changed = addSource(readFileSync(suiteFile, 'utf8'), to, entry, file);
    if (changed !== null) writeWhole(suiteFile, changed);
  }
  return {
    to,
    file: lines.file,
    rows: lines.lines,
    digest: lines.digest(),
    entry: entryText(entry),
    isEntered: enters,
  };
}
