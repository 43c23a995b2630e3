import type { Case } from '../core/case.ts';
import { type ContaminationFlag, contaminationFlag } from '../curation/contamination-flag.ts';
import { type Contamination, ContaminationScan } from '../curation/contamination-scan.ts';
import { wholeText } from '../curation/user-text.ts';
import { sourceName } from '../datasets/rows/map-row.ts';
import { streamTexts, type TextRow } from '../datasets/rows/stream-texts.ts';
import { type CanaryGuid, canaryGuidsOf } from './canary-guids.ts';
import type { LoadedSuite } from './load-suite.ts';

/** A row of the training data. */
export interface TrainingRow {
  /** The source as the suite names it. */
  readonly source: string;
  /** 1-based. */
  readonly row: number;
}

/** What some cases have in common with the training rows of their suite. */
export interface TrainingScan {
  readonly rows: number;
  /** In the order of the cases. */
  readonly found: readonly Contamination<TrainingRow>[];
  readonly flags: readonly (ContaminationFlag<TrainingRow> | null)[];
  /** Clusters of the cases that a training row names as its own. */
  readonly sharedClusters: ReadonlySet<string>;
  /** Rows that hold a canary of the suite: files of held-out cases are in the training data. */
  readonly canaries: readonly (TrainingRow & { readonly version: number })[];
}

/**
 * Holds cases against `data.training`, row by row and in bounded memory. Null where the suite names no training rows.
 * Throws for rows that cannot be read.
 */
export async function scanTraining(
  loaded: LoadedSuite,
  cases: readonly Case[],
  signal: AbortSignal = new AbortController().signal,
): Promise<TrainingScan | null> {
  if (loaded.suite.data.training.length === 0) return null;
  const scan = new ContaminationScan<TrainingRow>(cases.map(({ input }) => wholeText(input)));
  const clusters = new Set(cases.map(({ cluster }) => cluster));
  const shared = new Set<string>();
  const canaries = canaryGuidsOf(loaded);
  const found: (TrainingRow & { readonly version: number })[] = [];
  let rows = 0;
  for await (const { source, batch } of trainingRows(loaded, canaries)) {
    signal.throwIfAborted();
    rows += batch.length;
    for (const { cluster } of batch) if (cluster !== null && clusters.has(cluster)) shared.add(cluster);
    for (const { number, marks } of batch)
      for (const { guid, version } of canaries)
        if (marks.includes(guid)) found.push({ source, row: number, version });
    readInto(scan, source, batch);
  }
  if (scan.needsSecondReading()) {
    for await (const { source, batch } of trainingRows(loaded, [])) {
      signal.throwIfAborted();
      readInto(scan, source, batch);
    }
  }
  const flags = scan.found.map((one) => contaminationFlag(one));
  return { rows, found: scan.found, flags, sharedClusters: shared, canaries: found };
}

async function* trainingRows(
  { suite, folder, loadModule, parsed }: LoadedSuite,
  canaries: readonly CanaryGuid[],
) {
  const guids = canaries.map(({ guid }) => guid);
  for (const [index, source] of suite.data.training.entries()) {
    const place = parsed.locate(['data', 'training', index, 'path' in source.from ? 'path' : 'use']);
    for await (const batch of streamTexts(source, { folder, loadModule, place }, guids))
      yield { source: sourceName(source), batch };
  }
}

function readInto(scan: ContaminationScan<TrainingRow>, source: string, batch: readonly TextRow[]): void {
  for (const { number, texts } of batch) for (const text of texts) scan.read(text, { source, row: number });
}
