import type { Origin, Split } from '../../core/case.ts';
import type { ExportItem } from '../../datasets/formats/export-item.ts';
import type { Collected } from './collect-items.ts';
import type { Lengths } from './measure-lengths.ts';
import type { RefusalCode, Refused } from './refuse-items.ts';

/** A file of an export. */
export interface ExportedFile {
  /** Relative to the folder of the export. */
  readonly name: string;
  /** Null where it holds no records. */
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
}

/** `manifest.json` of an export: what it holds and where that comes from. */
export interface ExportManifest {
  readonly schemaVersion: 1;
  readonly suite: { readonly id: string; readonly digest: string };
  /** The dataset that held-out cases are of; null for the other splits. */
  readonly dataset: Collected['dataset'];
  /** What every held-out record carries as a comment; null for material to train on. */
  readonly canary: string | null;
  readonly split: Split;
  readonly format: string;
  readonly rows: number;
  readonly files: readonly ExportedFile[];
  /** Null: undeclared. */
  readonly licences: readonly { readonly licence: string | null; readonly rows: number }[];
  readonly sources: Collected['sources'];
  readonly cells: readonly {
    readonly skill: string;
    readonly edgeCase: string | null;
    readonly origin: Origin;
    readonly rows: number;
  }[];
  /** Answers that more than one row has, the most frequent first: the balance of a classification. */
  readonly labels: readonly { readonly label: string; readonly rows: number }[];
  readonly clusters: number;
  /** Different cases that the rows descend from directly. */
  readonly parents: number;
  readonly refused: Readonly<Partial<Record<RefusalCode, number>>>;
  readonly lengths: Omit<Lengths, 'tooLong'> & { readonly tooLong: number };
}

/** The manifest of exported items, without its files. */
export function manifestOf(
  items: readonly ExportItem[],
  facts: Pick<ExportManifest, 'suite' | 'dataset' | 'canary' | 'split' | 'format' | 'sources'> & {
    readonly refused: readonly Refused[];
    readonly lengths: Lengths;
  },
): Omit<ExportManifest, 'files'> {
  const { refused, lengths, suite, dataset, canary, split, format, sources } = facts;
  const cellOf = ({ cell, origin }: ExportItem) => ({ skill: cell.skill, edgeCase: cell.edgeCase, origin });
  const labels = items.flatMap(({ expected }) => (expected.kind === 'label' ? expected.label : []));
  const parents = items.flatMap(({ provenance }) =>
    provenance.kind === 'generated' ? provenance.parents : [],
  );
  return {
    schemaVersion: 1,
    suite,
    dataset,
    canary,
    split,
    format,
    rows: items.length,
    licences: counted(items.map(({ licence }) => ({ licence }))),
    sources,
    cells: counted(items.map(cellOf)),
    labels: counted(labels.map((label) => ({ label }))),
    clusters: new Set(items.map(({ cluster }) => cluster)).size,
    parents: new Set(parents).size,
    refused: Object.fromEntries(
      counted(refused.map(({ code }) => ({ code }))).map(({ code, rows }) => [code, rows]),
    ),
    lengths: { ...lengths, tooLong: lengths.tooLong.length },
  };
}

/** Equal things once, with how many there are; the most frequent first, then as they came. */
function counted<Thing extends object>(
  things: readonly Thing[],
): readonly (Thing & { readonly rows: number })[] {
  const counts = new Map<string, Thing & { readonly rows: number }>();
  for (const thing of things) {
    const key = JSON.stringify(thing);
    counts.set(key, { ...thing, rows: (counts.get(key)?.rows ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows);
}
