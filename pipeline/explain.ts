import type { Case, CaseId, Reject } from '../core/case.ts';
import { fault } from '../core/errors.ts';
import type { Label } from '../core/label.ts';
import { nearMatches } from '../core/nearest.ts';
import { shellWord } from '../core/shell-word.ts';
import type { TrainingItem, TrainingReject } from '../core/training-item.ts';
import { assembleDataset } from '../datasets/dataset.ts';
import { readGeneratedCases, readRejects } from '../datasets/generated-cases.ts';
import { readLabels } from '../datasets/labels.ts';
import { readTrainingItems, readTrainingRejects } from '../datasets/training-items.ts';
import { readVersions } from '../datasets/versions.ts';
import { caseName } from './checking/case-name.ts';
import { type CaseContamination, contaminationOf } from './explaining/contamination-of.ts';
import { type DuplicateGroup, duplicateGroup } from './explaining/duplicate-group.ts';
import { duelsOf, type ExplainedDuel, type ExplainedTrial, trialsOf } from './explaining/run-stories.ts';
import { casesOf, loadRealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';

/** Where a case stands: it is scored, only a parent of others, not accepted, or trained on (or refused for that). */
type Standing = 'held-out' | 'seed' | 'reject' | 'training' | 'training reject';
/** What a story is about. */
type Told = Case | Reject | TrainingItem | TrainingReject;

/** The whole story of a case or reject. */
export interface Explanation {
  readonly suite: string;
  readonly standing: Standing;
  readonly item: Told;
  /** Parents and their parents, nearest first. */
  readonly ancestors: readonly Case[];
  /** Cases and rejects that descend from it directly. */
  readonly children: readonly CaseId[];
  /** The relabelled case that took its place; null where none did. */
  readonly relabelledAs: CaseId | null;
  /** What counts as one with it; null: nothing was refused for that. */
  readonly duplicates: DuplicateGroup | null;
  /** Rows that are equal to it, of which the first is scored. */
  readonly equalRows: readonly string[];
  /** Of a held-out case: what it has in common with training rows and protected texts that the suite names. */
  readonly contamination: readonly CaseContamination[];
  /** What people said of it and of answers to it. */
  readonly labels: readonly Label[];
  /** Frozen versions that hold it. */
  readonly versions: readonly number[];
  /** Newest run first. */
  readonly trials: readonly ExplainedTrial[];
  readonly duels: readonly ExplainedDuel[];
}

const matchesShown = 5;

/**
 * Finds a case or reject by its id or by the id that its row declares, in the suites given.
 * An id that means several things (an accepted row and its equal twin) gives several stories. Throws CASE_NOT_FOUND.
 */
export async function explain(suites: readonly LoadedSuite[], id: string): Promise<readonly Explanation[]> {
  const found: Explanation[] = [];
  const known: string[] = [];
  for (const loaded of suites) {
    const records = await readAll(loaded);
    found.push(...(await explainIn(loaded, records, id)));
    known.push(...records.told.flatMap(({ item }) => [item.id, declaredId(item) ?? []].flat()));
  }
  if (found.length > 0) return found;
  const where = suites.map((loaded) => loaded.file).join(', ');
  throw fault(
    'CASE_NOT_FOUND',
    `no case or reject has the id \`${id}\` in ${where === '' ? 'any suite' : where}`,
    { hint: notFoundHint(suites, id, known) },
  );
}

/** Frozen versions that held it, ids that are near it, or where ids are found. */
function notFoundHint(suites: readonly LoadedSuite[], id: string, known: readonly string[]): string {
  for (const loaded of suites) {
    const versions = versionsWith(loaded, id);
    if (versions.length > 0)
      return `${loaded.suite.id} had it in ${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}, and has it no more: \`heldout diff ${shellWord(loaded.file)} ${versions.at(-1)}\` says what became of the set`;
  }
  const near = nearMatches(id, known, matchesShown);
  return near.length === 0
    ? 'ids are those of cases.jsonl, rejects.jsonl, reports, and the `id` of real rows'
    : `did you mean ${near.map((one) => `\`${one}\``).join(', ')}?`;
}

/** All that has a story in a suite, each with where it stands. */
async function readAll(loaded: LoadedSuite) {
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const [heldout, seeds] = [casesOf(real.heldout), casesOf(real.seeds)];
  const generated = readGeneratedCases(loaded.paths);
  const rejects = readRejects(loaded.paths);
  const trained = readTrainingItems(loaded.paths);
  const refused = readTrainingRejects(loaded.paths);
  const { cases } = assembleDataset(loaded.suite.id, heldout, generated);
  const as = (standing: Standing, items: readonly Told[]) => items.map((item) => ({ standing, item }));
  return {
    cases,
    heldout,
    rejects,
    made: [...generated, ...rejects, ...trained, ...refused],
    known: new Map([...seeds, ...heldout, ...generated].map((item) => [item.id, item])),
    told: [
      ...as('held-out', [...heldout, ...generated]),
      ...as('seed', seeds),
      ...as('reject', rejects),
      ...as('training', trained),
      ...as('training reject', refused),
    ],
  };
}

type Records = Awaited<ReturnType<typeof readAll>>;

async function explainIn(loaded: LoadedSuite, records: Records, id: string): Promise<readonly Explanation[]> {
  const meant = records.told.filter(({ item }) => item.id === id || declaredId(item) === id).filter(isFirst);
  const labels = meant.length === 0 ? [] : readLabels(loaded.paths);
  const stories: Explanation[] = [];
  for (const { item, standing } of meant) {
    const isScored = standing === 'held-out';
    stories.push({
      suite: loaded.suite.id,
      standing,
      item,
      ancestors: ancestorsOf(item, records.known),
      children: records.made.filter((other) => parentsOf(other).includes(item.id)).map((other) => other.id),
      relabelledAs:
        records.made.find((other) => 'relabels' in other && other.relabels === item.id)?.id ?? null,
      duplicates: duplicateGroup(item, records.rejects),
      equalRows: records.heldout
        .filter((other) => isScored && other.id === item.id && other !== item)
        .map(caseName),
      contamination: isScored ? await contaminationOf(loaded, records.cases, item) : [],
      labels: labels.filter(({ caseId }) => caseId === item.id),
      versions: versionsWith(loaded, item.id),
      trials: isScored ? trialsOf(loaded, item.id) : [],
      duels: isScored ? duelsOf(loaded, item.id) : [],
    });
  }
  return stories;
}

/** Of equal rows of one standing there is one story. */
function isFirst({ item, standing }: Records['told'][number], index: number, all: Records['told']): boolean {
  return all.findIndex((other) => other.item.id === item.id && other.standing === standing) === index;
}

function declaredId({ provenance }: Told): string | null {
  return provenance.kind === 'authored' ? provenance.declaredId : null;
}

function parentsOf({ provenance }: Told): readonly CaseId[] {
  return provenance.kind === 'generated' ? provenance.parents : [];
}

function ancestorsOf(item: Told, known: ReadonlyMap<CaseId, Case>): readonly Case[] {
  const found = new Map<CaseId, Case>();
  const open = [...parentsOf(item)];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const parent = known.get(id);
    if (parent === undefined || found.has(id)) continue;
    found.set(id, parent);
    open.push(...parentsOf(parent));
  }
  return [...found.values()];
}

function versionsWith({ paths }: LoadedSuite, id: CaseId): readonly number[] {
  return readVersions(paths)
    .filter((version) => version.cases.some((line) => line.startsWith(`${id} `)))
    .map((version) => version.version);
}
