import type { Case, CaseId } from '../../core/case.ts';
import { jointLicence } from '../../core/licence.ts';
import type { KnownCase } from '../../curation/training-refusals.ts';
import { type ExportItem, itemOfCase, itemOfTraining } from '../../datasets/formats/export-item.ts';
import { readGeneratedCases } from '../../datasets/generated-cases.ts';
import { readProbeCases } from '../../datasets/probe-cases.ts';
import { readTrainingItems } from '../../datasets/training-items.ts';
import { noticeOf } from '../canary-guids.ts';
import { casesOf, loadDataset, loadRealData, loadTrainingRows, type RealData } from '../load-dataset.ts';
import type { LoadedSuite } from '../load-suite.ts';

/** Where items of the train split come from. */
export const trainSources = ['items', 'seeds', 'training'] as const;
export type TrainSource = (typeof trainSources)[number];

/** What there is to export of a split, in a fixed order. */
export interface Collected {
  readonly items: readonly ExportItem[];
  /** Source → how many items of it. */
  readonly sources: Readonly<Record<string, number>>;
  /** What held-out files carry; null for material to train on. */
  readonly canary: string | null;
  readonly dataset: { readonly version: number | null; readonly digest: string } | null;
  /** Everything of the suite that is not exported: what training must keep away from is among it. */
  readonly known: readonly KnownCase[];
  /** Texts of other suites and benchmarks that it must keep away from as well. */
  readonly guarded: RealData['guarded'];
  /** Clusters of unlabelled rows and documents that held-out cases are made of. */
  readonly heldoutMaterial: ReadonlySet<string>;
}

/** What of a split can be exported. Throws for rows that cannot be read, like a run does. */
export async function collectItems(
  loaded: LoadedSuite,
  split: Case['split'],
  from: readonly TrainSource[],
): Promise<Collected> {
  const real = await loadRealData(loaded, { seeds: 'all', material: split === 'train' });
  const made = readGeneratedCases(loaded.paths);
  const generated = [...made, ...readProbeCases(loaded.paths)];
  const all = [...casesOf(real.heldout), ...casesOf(real.probe), ...casesOf(real.seeds), ...generated];
  if (split === 'train') return collectTraining(loaded, real, all, from);
  const licenceOf = licences(all);
  const itemsOf = (cases: readonly Case[]) => cases.map((item) => itemOfCase(item, licenceOf(item)));
  const canary = noticeOf(loaded, made);
  if (split === 'heldout') {
    const { dataset, version } = await loadDataset(loaded);
    return collected(itemsOf(dataset.cases), { version, digest: dataset.digest }, canary);
  }
  const probes = [...casesOf(real.probe), ...generated.filter((item) => item.split === 'probe')];
  return collected(itemsOf(probes), null, canary);
}

async function collectTraining(
  loaded: LoadedSuite,
  real: RealData,
  all: readonly Case[],
  from: readonly TrainSource[],
): Promise<Collected> {
  const seeds = casesOf(real.seeds).filter(({ split }) => split === 'train');
  const rows = from.includes('training') ? casesOf(await loadTrainingRows(loaded)) : [];
  const licenceOf = licences(all);
  const itemsOf = (cases: readonly Case[]) => cases.map((item) => itemOfCase(item, licenceOf(item)));
  const bySources: Readonly<Record<TrainSource, () => readonly ExportItem[]>> = {
    items: () => readTrainingItems(loaded.paths).map(itemOfTraining),
    seeds: () => itemsOf(seeds),
    training: () => itemsOf(rows),
  };
  const chosen = trainSources.filter((name) => from.includes(name));
  const parts = chosen.map((name) => [name, bySources[name]()] as const);
  const material = [...real.unlabelled, ...real.documents.map(({ id, split }) => ({ cluster: id, split }))];
  return {
    items: parts.flatMap(([, items]) => items),
    sources: Object.fromEntries(parts.map(([name, items]) => [name, items.length])),
    canary: null,
    dataset: null,
    known: all,
    guarded: real.guarded,
    heldoutMaterial: new Set(material.filter(({ split }) => split !== 'train').map(({ cluster }) => cluster)),
  };
}

function collected(items: readonly ExportItem[], dataset: Collected['dataset'], canary: string): Collected {
  const sources: Record<string, number> = {};
  for (const item of items) sources[sourceOf(item)] = (sources[sourceOf(item)] ?? 0) + 1;
  return { items, sources, canary, dataset, known: [], guarded: [], heldoutMaterial: new Set() };
}

function sourceOf({ provenance }: ExportItem): string {
  return provenance.kind === 'authored' ? provenance.source : provenance.by;
}

/** The licence of a case: its source's, or the joint one of all that it descends from. */
function licences(cases: readonly Case[]): (item: Case) => string | null {
  const byId = new Map<CaseId, Case>(cases.map((item) => [item.id, item]));
  const rootsOf = (item: Case, seen: Set<CaseId>): readonly (string | null)[] => {
    if (seen.has(item.id)) return [];
    seen.add(item.id);
    if (item.provenance.kind === 'authored') return [item.provenance.licence];
    return item.provenance.parents.flatMap((parent) => {
      const known = byId.get(parent);
      return known === undefined ? [null] : rootsOf(known, seen);
    });
  };
  return (item) => jointLicence(rootsOf(item, new Set()));
}
