import path from 'node:path';
import type { Case, LoadedDocument, UnlabelledRow } from '../core/case.ts';
import { counted } from '../core/counted.ts';
import { fault, type Place, type Problem, throwProblems } from '../core/errors.ts';
import { shellWord } from '../core/shell-word.ts';
import type { DataSources, RowSource } from '../core/suite.ts';
import { clusterEqualRows } from '../curation/cluster-equal-rows.ts';
import type { Surrogates } from '../curation/pii/surrogates.ts';
import { assembleDataset, type Dataset, splitConflicts } from '../datasets/dataset.ts';
import { isGenerated, localPartState, readGeneratedCases } from '../datasets/generated-cases.ts';
import { loadDocuments } from '../datasets/load-documents.ts';
import { type LoadedSource, loadRows, loadUnlabelled } from '../datasets/rows/load-rows.ts';
import { readVersions } from '../datasets/versions.ts';
import type { LoadedSuite } from './load-suite.ts';
import { unreadable } from './parts.ts';
import { rowsOf } from './scan-rows.ts';

/** The real rows of a suite, by what they are for; training rows are read one by one where they are needed. */
export interface RealData {
  readonly heldout: readonly LoadedSource[];
  readonly seeds: readonly LoadedSource[];
  /** Loaded with all seeds: like the held-out rows they are neither parents of training items nor near them. */
  readonly probe: readonly LoadedSource[];
  /** Loaded with all seeds: texts that nothing may repeat, each under a name of its row. */
  readonly guarded: readonly Pick<Case, 'id' | 'input'>[];
  readonly unlabelled: readonly UnlabelledRow[];
  readonly documents: readonly LoadedDocument[];
  /** What stands in the texts in place of personal data; null where nothing was replaced. */
  readonly surrogates: Surrogates | null;
}

/** A dataset as a run scores it. */
export interface LoadedDataset {
  readonly dataset: Dataset;
  readonly sources: readonly LoadedSource[];
  /** The frozen version that the dataset equals; null where it equals none. */
  readonly version: number | null;
}

/**
 * Loads the real rows; of all but the held-out ones those that are asked for. `material` is what cases are made of:
 * unlabelled rows and documents.
 * Throws for rows that cannot be read, an expected value that a scorer cannot read, no held-out rows at all, and a
 * cluster that lies on both sides of the split.
 */
export async function loadRealData(
  loaded: LoadedSuite,
  options: { readonly seeds: 'all' | 'train'; readonly material: boolean },
): Promise<RealData> {
  const { data } = loaded.suite;
  if (data.heldout.length === 0) {
    throw fault('NO_REAL_CASES', 'the suite has no real held-out cases', {
      place: loaded.parsed.locate(['data']),
      hint: 'name real rows under `data.heldout`: synthetic cases alone say nothing about production',
    });
  }
  const heldout = clustered(await loadSources(loaded, 'heldout', data.heldout, loadRows));
  const wantedSeeds = options.seeds === 'all' || data.seeds.some((source) => source.split === 'train');
  const seeds = wantedSeeds ? await loadSources(loaded, 'seeds', data.seeds, loadRows) : [];
  const probe = options.seeds === 'all' ? await loadSources(loaded, 'probe', data.probe, loadRows) : [];
  const guarded = options.seeds === 'all' ? await protectedTexts(loaded) : [];
  const unlabelled = options.material
    ? (await loadSources(loaded, 'unlabelled', data.unlabelled, loadUnlabelled)).flat()
    : [];
  const documents = options.material ? await documentsOf(loaded) : [];
  const real = { heldout, seeds, probe, guarded, unlabelled, documents, surrogates: null };
  throwProblems([
    ...unreadableRows(loaded, [...casesOf(heldout), ...casesOf(probe)]),
    ...clusterProblems(loaded, real),
  ]);
  return real;
}

async function protectedTexts(loaded: LoadedSuite): Promise<RealData['guarded']> {
  const texts: Pick<Case, 'id' | 'input'>[] = [];
  for await (const { source, batch } of rowsOf(loaded, 'protected', []))
    for (const { number, texts: said } of batch)
      for (const content of said)
        texts.push({ id: `row ${number} of ${source}`, input: { messages: [{ role: 'user', content }] } });
  return texts;
}

/** The training rows, all at once; `scanRows` reads them one by one. Throws for rows that cannot be read. */
export function loadTrainingRows(loaded: LoadedSuite): Promise<readonly LoadedSource[]> {
  return loadSources(loaded, 'training', loaded.suite.data.training, loadRows);
}

function clustered(sources: readonly LoadedSource[]): readonly LoadedSource[] {
  const rows = clusterEqualRows(casesOf(sources));
  let end = 0;
  return sources.map((source) => {
    const start = end;
    end += source.cases.length;
    return { ...source, cases: rows.slice(start, end) };
  });
}

/** The cases of all sources of one kind. */
export function casesOf(sources: readonly LoadedSource[]): readonly Case[] {
  return sources.flatMap((source) => source.cases);
}

/**
 * The dataset as it stands: real held-out rows and generated cases. Never generates.
 * Throws NOT_GENERATED or LOCAL_PART, naming `heldout generate`, and CASE_STALE for cases of a cell that is gone.
 */
export async function loadDataset(loaded: LoadedSuite): Promise<LoadedDataset> {
  const { heldout } = await loadRealData(loaded, { seeds: 'train', material: false });
  requireGenerated(loaded);
  const generated = readGeneratedCases(loaded.paths);
  throwProblems([...staleCases(loaded, generated), ...unreadableRows(loaded, generated)]);
  const dataset = assembleDataset(loaded.suite.id, casesOf(heldout), generated);
  const version = readVersions(loaded.paths).findLast((manifest) => manifest.digest === dataset.digest);
  return { dataset, sources: heldout, version: version?.version ?? null };
}

async function loadSources<Loaded>(
  loaded: LoadedSuite,
  kind: Exclude<keyof DataSources, 'documents' | 'redact' | 'protected'>,
  sources: readonly RowSource[],
  load: (source: RowSource, options: Parameters<typeof loadRows>[1]) => Promise<Loaded>,
): Promise<readonly Loaded[]> {
  const { suite, folder, loadModule, parsed } = loaded;
  const loadedSources: Loaded[] = [];
  for (const [index, source] of sources.entries()) {
    const key = 'path' in source.from ? 'path' : 'use';
    const place = parsed.locate(['data', kind, index, key]);
    loadedSources.push(await load(source, { suite, folder, loadModule, place }));
  }
  return loadedSources;
}

async function documentsOf({ suite, folder, parsed }: LoadedSuite): Promise<readonly LoadedDocument[]> {
  const loaded = suite.data.documents.map((source, index) =>
    loadDocuments(source, { folder, place: parsed.locate(['data', 'documents', index, 'path']) }),
  );
  return (await Promise.all(loaded)).flat();
}

/** Throws NOT_GENERATED or LOCAL_PART, naming `heldout generate`, where generated cases are not what they must be. */
export function requireGenerated({ suite, paths, file }: LoadedSuite): void {
  const hint = `run \`heldout generate ${shellWord(file)}\``;
  const hasQuotas = suite.skills.some((skill) => skill.edgeCases.some((edgeCase) => edgeCase.quota > 0));
  if (hasQuotas && !isGenerated(paths)) {
    throw fault('NOT_GENERATED', 'the suite has quotas, and no case was generated yet', { hint });
  }
  const state = localPartState(paths);
  if (state === 'missing' || state === 'differs') {
    const what = state === 'missing' ? 'is missing' : 'is not what local.json says';
    throw fault(
      'LOCAL_PART',
      `the part of the dataset that is not in version control ${what}: ${paths.localCases}`,
      { hint },
    );
  }
}

function staleCases({ suite, file }: LoadedSuite, generated: readonly Case[]): readonly Problem[] {
  const cells = new Set(
    suite.skills.flatMap((skill) => skill.edgeCases.map((edgeCase) => `${skill.id}/${edgeCase.id}`)),
  );
  const gone = generated.filter(({ cell }) => !cells.has(`${cell.skill}/${cell.edgeCase}`));
  const [first] = gone;
  if (first === undefined) return [];
  const message = `${counted(gone.length, 'generated case belongs', 'generated cases belong')} to cells that the suite does not declare, such as ${first.cell.skill}/${first.cell.edgeCase}`;
  return [
    {
      code: 'CASE_STALE',
      message,
      place: null,
      hint: `restore the cell, or run \`heldout generate ${shellWord(file)}\`, which takes them out`,
    },
  ];
}

function unreadableRows(loaded: LoadedSuite, cases: readonly Case[]): readonly Problem[] {
  for (const item of cases) {
    const reason = unreadable(loaded.scorers.get(item.cell.skill) ?? [], item.expected, item.input);
    if (reason === null) continue;
    const hint = 'take a scorer that reads it, or mend `map.expected`';
    return [
      {
        code: 'EXPECTED_UNREADABLE',
        message: `${storyOf(item)}: ${reason}`,
        place: placeOf(loaded, item),
        hint,
      },
    ];
  }
  return [];
}

function clusterProblems(loaded: LoadedSuite, real: RealData): readonly Problem[] {
  const { documents } = real;
  const sided = [...casesOf(real.seeds), ...real.unlabelled];
  const conflicts = splitConflicts<Case | UnlabelledRow>(
    [...casesOf(real.heldout), ...casesOf(real.probe), ...sided.filter(({ split }) => split !== 'train')],
    sided.filter(({ split }) => split === 'train'),
  );
  const [first] = conflicts;
  const twice = documents.find(
    ({ id, split }) =>
      split === 'train' && documents.some((other) => other.id === id && other.split !== split),
  );
  if (twice !== undefined) {
    return [
      {
        code: 'DATA_SPLIT',
        message: `the document \`${twice.id}\` is named for both sides of the split`,
        place: loaded.parsed.locate(['data', 'documents']),
        hint: 'a document lies on one side: what is asked about it would be trained on',
      },
    ];
  }
  if (first === undefined) return [];
  return [
    {
      code: 'DATA_SPLIT',
      message: `${counted(conflicts.length, 'cluster lies', 'clusters lie')} on both sides of the split, such as \`${first.cluster}\`: ${storyOf(first.heldout)} and ${storyOf(first.train)}`,
      place: loaded.parsed.locate(['data', 'seeds']),
      hint: 'a cluster lies on one side: move its rows, or what was trained on is what is tested',
    },
  ];
}

function storyOf(item: Case | UnlabelledRow): string {
  const from = 'provenance' in item ? item.provenance : { kind: 'authored' as const, ...item };
  return from.kind === 'authored' ? `row ${from.row} of ${from.source}` : `case ${item.id}`;
}

/** The line of a real row; the scorers of the suite for any other case. */
function placeOf(loaded: LoadedSuite, { provenance }: Case): Place {
  if (provenance.kind !== 'authored' || provenance.source.startsWith('module:'))
    return loaded.parsed.locate(['score']);
  return {
    file: path.join(path.dirname(loaded.file), provenance.source),
    line: provenance.row,
    column: null,
  };
}
