import { z } from 'zod';
import type { Case, CaseId, Origin, Split } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { type SetGate, setGateNames, setGateStatuses } from '../core/set-gate.ts';
import { type Dataset, inputDigest } from './dataset.ts';
import type { LocalManifest } from './generated-cases.ts';
import type { LoadedSource } from './rows/load-rows.ts';

/** A source of rows, and how many cases of the version are its rows or descend from them. */
interface VersionSource {
  readonly name: string;
  readonly licence: string | null;
  readonly digest: string;
  readonly n: number;
}

/** What was measured of the set as a whole when it was frozen. */
export interface SetFigures {
  readonly gates: readonly Pick<SetGate, 'gate' | 'status' | 'reasons'>[];
  readonly diversity: {
    readonly n: number;
    readonly tokens: number;
    readonly measures: readonly {
      readonly name: string;
      readonly real: number;
      readonly synthetic: number;
      readonly limit: number;
    }[];
  } | null;
  readonly shift: {
    readonly n: number;
    readonly auc: number;
    readonly aucP: number;
    readonly mmd: number;
    readonly mmdP: number;
  } | null;
}

/** What a version says beside its cases; versions of old do not. */
export interface VersionExtras {
  /** The version before; null: it is the first one. */
  readonly parent?: { readonly version: number; readonly digest: string } | null;
  /** Sources that synthetic cases descend from. */
  readonly parents?: readonly VersionSource[];
  /** Rows of other splits, a line each: input digest, split, id. */
  readonly elsewhere?: readonly string[];
  readonly set?: SetFigures;
}

/** `versions/N.json`: what a frozen version is made of. It holds digests, never text. */
export interface VersionManifest extends VersionExtras {
  readonly schemaVersion: 1;
  readonly version: number;
  readonly suite: string;
  /** A comment: what stands in every file of this version (core/canary-guid.ts); left out in versions of old. */
  readonly canary?: string;
  readonly digest: string;
  readonly counts: { readonly real: number; readonly synthetic: number; readonly clusters: number };
  readonly cells: readonly {
    readonly skill: string;
    readonly edgeCase: string | null;
    readonly origin: Origin;
    readonly n: number;
  }[];
  readonly sources: readonly VersionSource[];
  /** Who admitted the synthetic cases. */
  readonly judges: readonly string[];
  readonly local: { readonly seed: number; readonly count: number; readonly digest: string } | null;
  /** One line a case: id, input digest, digest of the expected value, index into `cells`. */
  readonly cases: readonly string[];
}

const sourceSchema = z.strictObject({
  name: z.string(),
  licence: z.string().nullable(),
  digest: z.string(),
  n: z.int(),
});

const figuresSchema: z.ZodType<SetFigures> = z.strictObject({
  gates: z.array(
    z.strictObject({
      gate: z.enum(setGateNames),
      status: z.enum(setGateStatuses),
      reasons: z.array(z.string()),
    }),
  ),
  diversity: z
    .strictObject({
      n: z.int(),
      tokens: z.int(),
      measures: z.array(
        z.strictObject({ name: z.string(), real: z.number(), synthetic: z.number(), limit: z.number() }),
      ),
    })
    .nullable(),
  shift: z
    .strictObject({ n: z.int(), auc: z.number(), aucP: z.number(), mmd: z.number(), mmdP: z.number() })
    .nullable(),
});

export const manifestSchema: z.ZodType<VersionManifest> = z.strictObject({
  schemaVersion: z.literal(1),
  version: z.int(),
  suite: z.string(),
  canary: z.string().exactOptional(),
  digest: z.string(),
  counts: z.strictObject({ real: z.int(), synthetic: z.int(), clusters: z.int() }),
  cells: z.array(
    z.strictObject({
      skill: z.string(),
      edgeCase: z.string().nullable(),
      origin: z.enum(['real', 'synthetic']),
      n: z.int(),
    }),
  ),
  sources: z.array(sourceSchema),
  judges: z.array(z.string()),
  local: z.strictObject({ seed: z.number(), count: z.int(), digest: z.string() }).nullable(),
  cases: z.array(z.string()),
  parent: z.strictObject({ version: z.int(), digest: z.string() }).nullable().exactOptional(),
  parents: z.array(sourceSchema).exactOptional(),
  elsewhere: z.array(z.string()).exactOptional(),
  set: figuresSchema.exactOptional(),
});

/** The manifest of a dataset as a version of that number. */
export function makeManifest(
  dataset: Dataset,
  sources: readonly LoadedSource[],
  local: LocalManifest | null,
  { version, canary, ...extras }: { readonly version: number; readonly canary: string } & VersionExtras,
): VersionManifest {
  const cells = countCells(dataset.cases);
  const key = (item: Case) => canonicalJson([item.cell.skill, item.cell.edgeCase, item.origin]);
  const indexes = new Map(
    cells.map((cell, index) => [canonicalJson([cell.skill, cell.edgeCase, cell.origin]), index]),
  );
  const judges = new Set(
    dataset.cases.flatMap((item) => item.verdicts.map((verdict) => `${verdict.by}@${verdict.version}`)),
  );
  return {
    schemaVersion: 1,
    version,
    suite: dataset.id,
    canary,
    digest: dataset.digest,
    counts: {
      real: dataset.cases.filter((item) => item.origin === 'real').length,
      synthetic: dataset.cases.filter((item) => item.origin === 'synthetic').length,
      clusters: new Set(dataset.cases.map((item) => item.cluster)).size,
    },
    cells,
    sources: sources.map(({ name, licence, digest, cases }) => ({ name, licence, digest, n: cases.length })),
    judges: [...judges].sort(),
    local: local === null ? null : { seed: local.seed, count: local.count, digest: local.digest },
    cases: dataset.cases
      .map(
        (item) => `${item.id} ${inputDigest(item)} ${expectedDigest(item)} ${indexes.get(key(item)) ?? -1}`,
      )
      .sort(),
    ...extras,
  };
}

/** The line of a row that lies in another split: what `elsewhere` holds. */
export function elsewhereLine(item: Pick<Case, 'input' | 'split' | 'id'>): string {
  return `${inputDigest(item)} ${item.split} ${item.id}`;
}

/** One case or row as the lines of a manifest tell it. */
export interface VersionEntry {
  readonly id: CaseId;
  readonly input: string;
  readonly expected: string;
  readonly cell: string;
}

/** The cases of a version. */
export function entriesOf(manifest: VersionManifest): readonly VersionEntry[] {
  return manifest.cases.map((line) => {
    const [id = '', input = '', expected = '', index = ''] = line.split(' ');
    const cell = manifest.cells[Number(index)];
    const name =
      cell === undefined
        ? ''
        : `${cell.origin}/${cell.skill}${cell.edgeCase === null ? '' : `/${cell.edgeCase}`}`;
    return { id, input, expected, cell: name };
  });
}

/** The splits of the rows that a version knows elsewhere, by input digest. */
export function splitsElsewhere(manifest: VersionManifest): ReadonlyMap<string, Split> {
  return new Map(
    (manifest.elsewhere ?? []).map((line) => {
      const [input = '', split = ''] = line.split(' ');
      return [input, split === 'probe' ? 'probe' : 'train'];
    }),
  );
}

function countCells(cases: readonly Case[]): VersionManifest['cells'] {
  const counts = new Map<string, VersionManifest['cells'][number]>();
  for (const item of cases) {
    const { skill, edgeCase } = item.cell;
    const key = canonicalJson([skill, edgeCase, item.origin]);
    counts.set(key, { skill, edgeCase, origin: item.origin, n: (counts.get(key)?.n ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function expectedDigest(item: Case): string {
  // Expected values are plain data by their types; JSON has no narrower name for that.
  return shortDigest(canonicalJson(item.expected as unknown as Json)).slice(0, 8);
}
