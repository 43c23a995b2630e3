import path from 'node:path';
import type { Case, CaseId, Reject } from '../core/case.ts';
import type { Duel } from '../core/duel.ts';
import { fault } from '../core/errors.ts';
import type { Label } from '../core/label.ts';
import type { RunHeader, Trial } from '../core/run.ts';
import type { TrainingItem, TrainingReject } from '../core/training-item.ts';
import { readGeneratedCases, readRejects } from '../datasets/generated-cases.ts';
import { readLabels } from '../datasets/labels.ts';
import { readTrainingItems, readTrainingRejects } from '../datasets/training-items.ts';
import { readVersions } from '../datasets/versions.ts';
import { listDuelFiles, readDuels } from '../runner/duel-log.ts';
import { listRuns, readRun } from '../runner/run-records.ts';
import { casesOf, loadRealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { runsFolder } from './running/runs-folder.ts';

/** Where a case stands: it is scored, only a parent of others, not accepted, or trained on (or refused for that). */
type Standing = 'held-out' | 'seed' | 'reject' | 'training' | 'training reject';
/** What a story is about. */
type Told = Case | Reject | TrainingItem | TrainingReject;

/** One trial of the case in a run. */
export interface ExplainedTrial {
  readonly run: string;
  readonly role: string;
  readonly target: string;
  readonly startedAt: string;
  /** The run whose output this is, graded again; null: the target was called. */
  readonly regradeOf: string | null;
  readonly trial: Trial;
}

/** What judges said of a run's output for the case beside a baseline's. */
export interface ExplainedDuel {
  readonly run: string;
  readonly baseline: string;
  readonly duel: Duel;
}

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
  /** What people said of it and of answers to it. */
  readonly labels: readonly Label[];
  /** Frozen versions that hold it. */
  readonly versions: readonly number[];
  /** Newest run first. */
  readonly trials: readonly ExplainedTrial[];
  readonly duels: readonly ExplainedDuel[];
}

const runsShown = 5;

/**
 * Finds a case or reject by its id or by the id that its row declares, in the suites given.
 * An id that means several things (an accepted row and its equal twin) gives several stories. Throws CASE_NOT_FOUND.
 */
export async function explain(suites: readonly LoadedSuite[], id: string): Promise<readonly Explanation[]> {
  const found: Explanation[] = [];
  for (const loaded of suites) found.push(...(await explainIn(loaded, id)));
  if (found.length > 0) return found;
  const where = suites.map((loaded) => loaded.file).join(', ');
  throw fault(
    'CASE_NOT_FOUND',
    `no case or reject has the id \`${id}\` in ${where === '' ? 'any suite' : where}`,
    {
      hint: 'ids are those of cases.jsonl, rejects.jsonl, reports, and the `id` of real rows',
    },
  );
}

async function explainIn(loaded: LoadedSuite, id: string): Promise<readonly Explanation[]> {
  const real = await loadRealData(loaded, { seeds: 'all', material: false });
  const heldout = casesOf(real.heldout);
  const seeds = casesOf(real.seeds);
  const generated = readGeneratedCases(loaded.paths);
  const rejects = readRejects(loaded.paths);
  const labels = readLabels(loaded.paths);
  const all = [...generated, ...rejects];
  const known = new Map([...seeds, ...heldout, ...generated].map((item) => [item.id, item]));
  const trained = readTrainingItems(loaded.paths);
  const refused = readTrainingRejects(loaded.paths);
  const story = (item: Told, standing: Standing): Explanation => ({
    suite: loaded.suite.id,
    standing,
    item,
    ancestors: ancestorsOf(item, known),
    children: [...all, ...trained, ...refused]
      .filter((other) => parentsOf(other).includes(item.id))
      .map((other) => other.id),
    relabelledAs: all.find(({ relabels }) => relabels === item.id)?.id ?? null,
    labels: labels.filter(({ caseId }) => caseId === item.id),
    versions: versionsWith(loaded, item.id),
    trials: standing === 'held-out' ? trialsOf(loaded, item.id) : [],
    duels: standing === 'held-out' ? duelsOf(loaded, item.id) : [],
  });
  const isMeant = (item: Told) => item.id === id || declaredId(item) === id;
  const scored = [...heldout, ...generated].filter(isMeant).filter(isFirst);
  return [
    ...scored.map((item) => story(item, 'held-out')),
    ...seeds
      .filter(isMeant)
      .filter(isFirst)
      .map((item) => story(item, 'seed')),
    ...rejects.filter(isMeant).map((item) => story(item, 'reject')),
    ...trained.filter(isMeant).map((item) => story(item, 'training')),
    ...refused.filter(isMeant).map((item) => story(item, 'training reject')),
  ];
}

function isFirst(item: Case, index: number, all: readonly Case[]): boolean {
  return all.findIndex((other) => other.id === item.id) === index;
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

function trialsOf(loaded: LoadedSuite, id: CaseId): readonly ExplainedTrial[] {
  return newestRuns(loaded).flatMap(({ id: run, role, target, startedAt, regradeOf = null }) =>
    [...readRun(runsFolder(loaded), run).trials.values()]
      .filter((trial) => trial.caseId === id)
      .map((trial) => ({ run, role, target: target.ref, startedAt, regradeOf, trial })),
  );
}

function duelsOf(loaded: LoadedSuite, id: CaseId): readonly ExplainedDuel[] {
  return newestRuns(loaded).flatMap(({ id: run }) =>
    listDuelFiles(path.join(runsFolder(loaded), run)).flatMap(({ file, baseline }) =>
      readDuels(file)
        .filter(({ caseId }) => caseId === id)
        .map(({ duel }) => ({ run, baseline, duel })),
    ),
  );
}

function newestRuns(loaded: LoadedSuite): readonly RunHeader[] {
  const folder = runsFolder(loaded);
  const own = listRuns(folder).filter((header) => header.suite.id === loaded.suite.id);
  return own.toReversed().slice(0, runsShown);
}
