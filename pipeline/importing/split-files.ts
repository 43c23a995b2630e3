import type { Split } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import { readIfExists } from '../../core/files.ts';
import { groupBy } from '../../core/group-by.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { linesOf } from '../../core/lines.ts';
import { dealSplits, type RowGroup, type Shares, splitOrder } from '../../datasets/deal-splits.ts';
import type { ImportedRow, ImportPurpose } from '../../datasets/formats/import-row.ts';
import { LineFile } from '../../datasets/formats/line-file.ts';
import { isRecord } from '../../datasets/rows/raw-row.ts';
import { groupRows, type PlacedRow } from './group-rows.ts';
import type { RowSink, SunkRows } from './row-sink.ts';
import { splitBalance } from './split-balance.ts';

/** Where the rows of each split go. */
const purposes: Readonly<Record<Split, ImportPurpose>> = {
  heldout: 'heldout',
  train: 'training',
  probe: 'probe',
};

export interface SplitSettings {
  readonly shares: Shares;
  readonly seed: number;
  readonly fileOf: (split: Split) => string;
}

interface SplitFile {
  readonly split: Split;
  readonly lines: LineFile;
}

/**
 * Deals rows to splits, whole groups of what belongs together, and writes a file for each split that has a share, in the
 * order of the source. Rows that lie in one of the files already stay in their split, and so do rows that were exported
 * from one.
 */
export function splitFiles({ shares, seed, fileOf }: SplitSettings): RowSink {
  const rows: ImportedRow[] = [];
  const files: readonly SplitFile[] = splitOrder
    .filter((split) => (shares[split] ?? 0) > 0)
    .map((split) => ({ split, lines: new LineFile(fileOf(split)) }));
  return {
    add: (row) => void rows.push(row),
    finish(): SunkRows {
      const before = splitsBefore(files);
      const groups = groupRows(rows).map((members) => ({ members, group: groupOf(members, before) }));
      const dealt = dealSplits(
        groups.map(({ group }) => group),
        shares,
        seed,
      );
      const placed = groups.flatMap(({ members, group }) => {
        const split = dealt.get(group.key) ?? 'heldout';
        return members.map(({ row, at }) => ({ row: inCluster(row, members.length, group.key), at, split }));
      });
      placed.sort((a, b) => a.at - b.at);
      for (const { row, split } of placed)
        files.find((file) => file.split === split)?.lines.append(JSON.stringify(row.fields));
      const moved = placed.filter(({ row, split }) => (before(row) ?? split) !== split).length;
      const largest = groups.reduce((most, { members }) => Math.max(most, members.length), 0);
      return {
        files: files.map(({ split, lines }) => ({ to: purposes[split], lines })),
        balance: splitBalance(placed, { shares, groups: groups.length, largest, moved }),
      };
    },
    discard: () => {
      for (const { lines } of files) lines.discard();
    },
  };
}

/** In which split a row lay before, by its input; null for a new one. */
function splitsBefore(files: readonly SplitFile[]): (row: ImportedRow) => Split | null {
  const known = new Map<string, Split>();
  for (const { split, lines } of files) {
    for (const { text } of linesOf(readIfExists(lines.file) ?? Buffer.of())) {
      const row: unknown = JSON.parse(text ?? 'null');
      if (isRecord(row)) known.set(inputKey(row), split);
    }
  }
  return ({ split, fields }) => split ?? known.get(inputKey(fields)) ?? null;
}

function inputKey({ input }: Readonly<Record<string, unknown>>): string {
  // Rows are read from JSON, which gives nothing else.
  return shortDigest(canonicalJson((input ?? null) as Json));
}

function groupOf(
  members: readonly [PlacedRow, ...PlacedRow[]],
  before: (row: ImportedRow) => Split | null,
): RowGroup {
  const splits = new Set(members.map(({ row }) => before(row)));
  const strata = [...groupBy(members, ({ row }) => row.stratum)].sort(([, a], [, b]) => b.length - a.length);
  return {
    key: members[0].row.cluster,
    stratum: strata[0]?.[0] ?? '',
    size: members.length,
    // Where some of its rows are held out, none of them may be trained on.
    fixed: splitOrder.find((split) => splits.has(split)) ?? null,
  };
}

/** A row of several that belong together says so. */
function inCluster(row: ImportedRow, size: number, cluster: string): ImportedRow {
  const isDeclared = size === 1 || 'cluster' in row.fields;
  return isDeclared ? row : { ...row, fields: { ...row.fields, cluster } };
}
