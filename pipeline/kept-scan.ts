import { z } from 'zod';
import type { Case, CaseId } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { readIfExists, writeWhole } from '../core/files.ts';
import type { ContaminationFlag } from '../curation/contamination-flag.ts';
import { openSource } from '../datasets/rows/open-source.ts';
import type { LoadedSuite } from './load-suite.ts';
import { type RowKind, type ScannedRow, scanRows, sourcesOf } from './scan-rows.ts';

/** The contaminated cases of a scan, those to be looked at as well, by id. */
export interface KeptScan {
  /** Rows that were read. */
  readonly rows: number;
  readonly flags: ReadonlyMap<CaseId, ContaminationFlag<ScannedRow>>;
}

/** Changes whenever the same texts would be flagged otherwise. */
const rules = 1;
const mostKept = 8;

const recordSchema = z.strictObject({
  scans: z.array(
    z.strictObject({
      key: z.string(),
      rows: z.int(),
      flags: z.array(
        z.strictObject({
          id: z.string(),
          level: z.enum(['drop', 'list']),
          measure: z.enum(['exact', 'coverage', 'jaccard']),
          value: z.number(),
          row: z.strictObject({ source: z.string(), row: z.int() }),
        }),
      ),
    }),
  ),
});
type KeptRecord = z.infer<typeof recordSchema>['scans'][number];

/**
 * Scans as `scanRows` does, and keeps what was found under `.heldout/` for as long as cases and rows stay the same: a large
 * file is read once. Null where the suite names no such rows. Throws for rows that cannot be read.
 */
export async function keptScan(
  loaded: LoadedSuite,
  kind: RowKind,
  cases: readonly Case[],
  signal: AbortSignal,
): Promise<KeptScan | null> {
  if (sourcesOf(loaded, kind).length === 0) return null;
  const file = loaded.paths.contamination;
  const key = await keyOf(loaded, kind, cases);
  const before = read(file);
  const kept = before.find((scan) => scan.key === key);
  if (kept !== undefined) return fromRecord(kept);
  const scan = await scanRows(loaded, kind, cases, signal);
  const flags = cases.flatMap(({ id }, at) => {
    const flag = scan?.flags[at] ?? null;
    return flag === null ? [] : [{ id, ...flag }];
  });
  const record: KeptRecord = { key, rows: scan?.rows ?? 0, flags };
  writeWhole(file, `${JSON.stringify({ scans: [record, ...before].slice(0, mostKept) })}\n`);
  return fromRecord(record);
}

async function keyOf(loaded: LoadedSuite, kind: RowKind, cases: readonly Case[]): Promise<string> {
  const digests: string[] = [];
  for (const source of sourcesOf(loaded, kind)) {
    const place = loaded.parsed.locate(['data', kind]);
    const { digest } = await openSource(source, { ...loaded, place });
    digests.push(`${source.map.input ?? ''} ${await digest()}`);
  }
  return shortDigest(JSON.stringify([rules, kind, digests, cases.map(({ id }) => id).sort()]));
}

function fromRecord({ rows, flags }: KeptRecord): KeptScan {
  return { rows, flags: new Map(flags.map(({ id, ...flag }) => [id, flag])) };
}

/** What was kept; nothing where the file is torn or of another version: it can always be made again. */
function read(file: string): readonly KeptRecord[] {
  const bytes = readIfExists(file);
  if (bytes === null) return [];
  try {
    return recordSchema.parse(JSON.parse(bytes.toString('utf8'))).scans;
  } catch {
    return [];
  }
}
