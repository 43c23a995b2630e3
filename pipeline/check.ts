import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Case } from '../core/case.ts';
import { HeldoutError, type Problem } from '../core/errors.ts';
import type { AdmissionSummary, CellCount, IndependenceException } from '../core/report.ts';
import { readCanaries } from '../datasets/canaries.ts';
import { assembleDataset } from '../datasets/dataset.ts';
import { readGeneratedCases, readLocalManifest, readRejects } from '../datasets/generated-cases.ts';
import { criticalMargins } from '../gate/critical-margins.ts';
import { slicesOf } from '../gate/slices.ts';
import { parseModelRef } from '../models/model-ref.ts';
import { leakedCases } from './checking/leaked-cases.ts';
import { type Overlap, overlapOf, overlapWarnings } from './checking/overlap.ts';
import { findParaphrases, type Paraphrases, paraphraseWarnings } from './checking/paraphrases.ts';
import { type PersonalData, personalData } from './checking/personal-data.ts';
import { leakWarnings, personalWarnings } from './checking/personal-warnings.ts';
import { rowWarnings } from './checking/row-warnings.ts';
import { seedLanguageProblems } from './checking/seed-languages.ts';
import { unsupportedKeys } from './gating/refusals.ts';
import { casePool } from './generation/case-pool.ts';
import { countCell } from './generation/count-cell.ts';
import { admissionSummary } from './judging/admission-summary.ts';
import { casesOf, loadRealData, type RealData } from './load-dataset.ts';
import { type LoadedSuite, loadSuite } from './load-suite.ts';
import type { CallEstimate } from './planning/call-estimate.ts';
import { type Estimate, estimateGeneration } from './planning/estimate.ts';
import { estimateScoring } from './planning/estimate-scoring.ts';
import { planSuite } from './planning/plan-suite.ts';
import { scanRows } from './scan-rows.ts';
import { type SetReport, setReport } from './set-level/set-report.ts';
import { plannedSets, type SetPlan } from './sizing/planned-sets.ts';
import { countLot, type LotCount } from './training/count-lot.ts';
import { openTraining } from './training/open-training.ts';

/** What a suite is worth before anything is spent. */
export interface Checked {
  readonly ok: boolean;
  readonly suite: { readonly id: string; readonly title: string; readonly digest: string } | null;
  readonly exceptions: readonly IndependenceException[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  readonly cells: readonly CellCount[];
  /** What is made for training, one for each entry and skill. */
  readonly training: readonly LotCount[];
  /** What today's cases can show, by usual shares of cases that differ; `plan` says more. */
  readonly power: readonly SetPlan[];
  readonly overlap: readonly Overlap[];
  /** Held-out rows in other words or another language, by a judge; empty where that was not asked for. */
  readonly paraphrases: readonly Paraphrases[];
  /** What the real rows hold, by use and type; names and addresses only where the words beside them say so. */
  readonly personal: readonly PersonalData[];
  /** What can be said of the set as a whole; null without a generated case. */
  readonly set: SetReport | null;
  /** Who checked the generated cases; null: there are none. */
  readonly admission: AdmissionSummary | null;
  /** What filling the quotas would ask of models, at least. */
  readonly estimate: Estimate | null;
  /** Calls that generating what is missing, and one test, would take. */
  readonly calls: { readonly judge: number; readonly target: number; readonly baseline: number };
  /** What judges would be asked to score one run, at most; nothing where scorers go by rules alone. */
  readonly scoring: CallEstimate;
}

const nothing = {
  exceptions: [],
  warnings: [],
  cells: [],
  training: [],
  power: [],
  overlap: [],
  paraphrases: [],
  personal: [],
  set: null,
  admission: null,
  estimate: null,
  calls: { judge: 0, target: 0, baseline: 0 },
  scoring: { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 },
} as const;

export interface CheckOptions {
  /** Ask the suite's embedder and its first judge for paraphrases and translations; left out: no model is called. */
  readonly paraphrases?: boolean;
}

/**
 * Checks a suite and its data: syntax, parts, lineage and independence, rows, planned cells, overlap, power.
 * Calls no model and writes nothing, but for what `options` ask for. Gives the problems as data; throws only for defects
 * of the program, and what models throw that are asked.
 */
export async function check(
  file: string,
  workingFolder: string = process.cwd(),
  options: CheckOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Checked> {
  let loaded: LoadedSuite;
  try {
    loaded = await loadSuite(file, workingFolder);
  } catch (error) {
    return { ok: false, suite: null, problems: problemsOf(error), ...nothing };
  }
  const suite = { id: loaded.suite.id, title: loaded.suite.title, digest: loaded.digest };
  const { exceptions } = loaded.independence;
  try {
    const real = await loadRealData(loaded, { seeds: 'all', material: true });
    const found = await checkData(loaded, real, options, signal);
    return { ok: found.problems.length === 0, suite, exceptions, ...found };
  } catch (error) {
    return { ok: false, suite, ...nothing, exceptions, problems: problemsOf(error) };
  } finally {
    loaded.session.close();
  }
}

async function checkData(
  loaded: LoadedSuite,
  real: RealData,
  options: CheckOptions,
  signal: AbortSignal,
): Promise<Omit<Checked, 'ok' | 'suite' | 'exceptions'>> {
  const generated = readGeneratedCases(loaded.paths);
  const heldout = casesOf(real.heldout);
  const pool = casePool(
    { heldout, seeds: casesOf(real.seeds) },
    { cases: generated, rejects: readRejects(loaded.paths) },
  );
  const seed = readLocalManifest(loaded.paths)?.seed ?? 0;
  const plans = planSuite(loaded, seed);
  const cells = plans.map((plan) => countCell(plan, pool, null));
  const estimate = await estimateGeneration(loaded, plans, { pool, real, seed });
  const scan = await scanRows(loaded, 'training', heldout);
  const guarded = await scanRows(loaded, 'protected', heldout);
  const isContaminated = (at: number) => [scan, guarded].some((one) => one?.flags[at]?.level === 'drop');
  const others = heldout.filter((_, at) => !isContaminated(at));
  const paraphrases = options.paraphrases === true ? await findParaphrases(loaded, others, signal) : [];
  const training = openTraining(loaded, real, false);
  const personal = await personalData(real);
  const planned = plannedCases(heldout, cells);
  const target = [...planned.values()].reduce((sum, count) => sum + count, 0);
  const { models } = loaded.suite;
  const { cases } = assembleDataset(loaded.suite.id, heldout, generated);
  return {
    problems: [
      ...missingModules(loaded),
      ...emptyCritical(loaded, real),
      ...(await seedLanguageProblems(loaded, real)),
    ],
    warnings: [
      ...unsupportedKeys(loaded).map(
        ({ key, because }) => `\`gate\` and \`test\` refuse \`${key}\`: ${because}`,
      ),
      ...estimate.unknown,
      ...training.notes,
      ...rowWarnings(loaded, heldout, scan?.sharedClusters ?? new Set()),
      ...(scan === null ? [] : overlapWarnings(heldout, scan)),
      ...paraphraseWarnings(heldout, paraphrases),
      ...personalWarnings(loaded, personal, process.env),
      ...(loaded.suite.data.redact === true ? leakWarnings(loaded, await leakedCases(real, generated)) : []),
    ],
    cells,
    training: training.lots.map((lot) => countLot(lot, training.pool)),
    power: plannedSets(
      loaded.suite,
      [...heldout, ...generated.filter(({ split }) => split === 'heldout')],
      null,
    ),
    overlap: [
      ...(scan === null ? [] : [overlapOf('training', scan)]),
      ...(guarded === null ? [] : [overlapOf('protected', guarded)]),
    ],
    paraphrases,
    personal,
    set: generated.length === 0 ? null : setReport(loaded, cases),
    admission: admissionSummary(generated, readCanaries(loaded.paths)),
    estimate,
    calls: {
      judge: estimate.judges.calls,
      target,
      baseline: models.baseline === null || existsSync(loaded.paths.baseline) ? 0 : target,
    },
    scoring: await estimateScoring(loaded, [...heldout, ...generated], planned),
  };
}

/** How many cases each skill has once its quotas are filled. */
function plannedCases(heldout: readonly Case[], cells: readonly CellCount[]): ReadonlyMap<string, number> {
  const planned = new Map<string, number>();
  const add = (skill: string, count: number) => planned.set(skill, (planned.get(skill) ?? 0) + count);
  for (const { cell } of heldout) add(cell.skill, 1);
  for (const { skill, target, accepted } of cells) add(skill, Math.max(target, accepted));
  return planned;
}

/** Models are not called, but a module that is not there can be seen. */
function missingModules({ suite, folder, parsed }: LoadedSuite): readonly Problem[] {
  const { target, baseline, judges } = suite.models;
  const named = [
    ...(target === null ? [] : [{ use: target.use, at: ['models', 'target'] }]),
    ...(baseline === null ? [] : [{ use: baseline.use, at: ['models', 'baseline'] }]),
    ...judges.map(({ use }, index) => ({ use, at: ['models', 'judges', index] })),
  ];
  return named.flatMap(({ use, at }) => {
    const ref = parseModelRef(use);
    if (ref.scheme !== 'module' || existsSync(path.resolve(folder, ref.path))) return [];
    const hint = `looked for ${path.resolve(folder, ref.path)}: paths in a suite are relative to the suite file`;
    return [
      {
        code: 'MODULE_LOAD',
        message: `there is no module ${ref.path}`,
        place: parsed.locate(at),
        hint,
      } as const,
    ];
  });
}

/** Critical slices that no real row lies in; whether generated cases will, only the gate can say. */
function emptyCritical({ suite, parsed }: LoadedSuite, real: RealData): readonly Problem[] {
  const rows = casesOf(real.heldout).map((item) => ({
    caseId: item.id,
    origin: item.origin,
    cluster: item.cluster,
    skill: item.cell.skill,
    edgeCase: item.cell.edgeCase,
    tags: item.tags,
    candidate: null,
    baseline: null,
  }));
  const slices = slicesOf(rows, suite.slices);
  return Object.entries(suite.gate.critical)
    .filter(([name]) => name.startsWith('real/'))
    .flatMap(([name, margin]) => {
      try {
        criticalMargins({ [name]: margin }, slices);
        return [];
      } catch (error) {
        const place = parsed.locate(['gate', 'critical', name], 'key');
        return problemsOf(error).map((problem) => ({ ...problem, place }));
      }
    });
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof HeldoutError) return error.problems;
  throw error;
}
