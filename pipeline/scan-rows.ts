import type { Case } from '../core/case.ts';
import type { RowSource } from '../core/suite.ts';
import { type ContaminationFlag, contaminationFlag } from '../curation/contamination-flag.ts';
import { type Contamination, ContaminationScan } from '../curation/contamination-scan.ts';
import { wholeText } from '../curation/user-text.ts';
import { sourceName } from '../datasets/rows/map-row.ts';
import { streamTexts, type TextRow } from '../datasets/rows/stream-texts.ts';
import { type CanaryGuid, canaryGuidsOf } from './canary-guids.ts';
import type { LoadedSuite } from './load-suite.ts';

/** Rows that cases are held against: what the target is tuned on, or texts that are protected like held-out ones. */
export type RowKind = 'training' | 'protected';

/** One of these rows. */
export interface ScannedRow {
  /** The source as the suite names it. */
  readonly source: string;
  /** 1-based. */
  readonly row: number;
}

/** What some cases have in common with such rows. */
export interface RowScan {
  readonly rows: number;
  /** In the order of the cases. */
  readonly found: readonly Contamination<ScannedRow>[];
  readonly flags: readonly (ContaminationFlag<ScannedRow> | null)[];
  /** Clusters of the cases that a training row names as its own. */
  readonly sharedClusters: ReadonlySet<string>;
  /** Rows that hold a canary of the suite: files of held-out cases are in the training data. */
  readonly canaries: readonly (ScannedRow & { readonly version: number })[];
}

/**
 * Holds cases against `data.training` or `data.protected`, row by row and in bounded memory. Null where the suite names no
 * such rows. Throws for rows that cannot be read.
 */
export async function scanRows(
  loaded: LoadedSuite,
  kind: RowKind,
  cases: readonly Pick<Case, 'input' | 'cluster'>[],
  signal: AbortSignal = new AbortController().signal,
): Promise<RowScan | null> {
  if (sourcesOf(loaded, kind).length === 0) return null;
  const scan = new ContaminationScan<ScannedRow>(cases.map(({ input }) => wholeText(input)));
  const clusters = new Set(cases.map(({ cluster }) => cluster));
  const shared = new Set<string>();
  const canaries = canaryGuidsOf(loaded);
  const found: (ScannedRow & { readonly version: number })[] = [];
  let rows = 0;
  for await (const { source, batch } of rowsOf(loaded, kind, canaries)) {
    signal.throwIfAborted();
    rows += batch.length;
    for (const { cluster } of batch) if (cluster !== null && clusters.has(cluster)) shared.add(cluster);
    for (const { number, marks } of batch)
      for (const { guid, version } of canaries)
        if (marks.includes(guid)) found.push({ source, row: number, version });
    readInto(scan, source, batch);
  }
  if (scan.needsSecondReading()) {
    for await (const { source, batch } of rowsOf(loaded, kind, [])) {
      signal.throwIfAborted();
      readInto(scan, source, batch);
    }
  }
  const flags = scan.found.map((one) => contaminationFlag(one));
  return { rows, found: scan.found, flags, sharedClusters: shared, canaries: found };
}

/** The sources that the suite names for these rows. */
export function sourcesOf({ suite }: Pick<LoadedSuite, 'suite'>, kind: RowKind): readonly RowSource[] {
  return suite.data[kind] ?? [];
}

/** The rows themselves, some at a time, with the canary GUIDs that stand in them. */
export async function* rowsOf(loaded: LoadedSuite, kind: RowKind, canaries: readonly CanaryGuid[]) {
  const { folder, loadModule, parsed } = loaded;
  const guids = canaries.map(({ guid }) => guid);
  for (const [index, source] of sourcesOf(loaded, kind).entries()) {
    const place = parsed.locate(['data', kind, index, 'path' in source.from ? 'path' : 'use']);
    for await (const batch of streamTexts(source, { folder, loadModule, place }, guids))
      yield { source: sourceName(source), batch };
  }
}

function readInto(scan: ContaminationScan<ScannedRow>, source: string, batch: readonly TextRow[]): void {
  for (const { number, texts } of batch) for (const text of texts) scan.read(text, { source, row: number });
}
