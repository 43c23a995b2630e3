import type { CaseId } from '../core/case.ts';
import { fault, type Problem, throwProblems } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import type { AdmissionSummary, CellCount, Spend } from '../core/report.ts';
import { readCanaries } from '../datasets/canaries.ts';
import { readLocalManifest } from '../datasets/generated-cases.ts';
import { readLabels } from '../datasets/labels.ts';
import { totalSpend } from './call-meter.ts';
import { seedLanguageProblems } from './checking/seed-languages.ts';
import { admissionContexts } from './generation/admission-context.ts';
import { type CanaryBatches, type CanarySettings, canaryBatches } from './generation/canary-batches.ts';
import { type CasePool, casePool } from './generation/case-pool.ts';
import { countCell } from './generation/count-cell.ts';
import { type CellProgress, fillCell } from './generation/fill-cell.ts';
import { generationNotes } from './generation/generation-notes.ts';
import { type OpenJudges, openJudges } from './generation/open-judges.ts';
import { type OpenWriter, openWriter } from './generation/open-writer.ts';
import { makePanel } from './generation/panel.ts';
import { contaminatedParents, refuseContaminated } from './generation/refuse-contaminated.ts';
import { sharedCases } from './generation/shared-cases.ts';
import { type StartingPoint, startingPoint } from './generation/starting-point.ts';
import { sternJudgeNotes } from './generation/stern-judges.ts';
import { writeMade } from './generation/write-made.ts';
import { admissionSummary } from './judging/admission-summary.ts';
import { caseDecisions } from './labelling/case-decisions.ts';
import { decideBy, wrongValues } from './labelling/decided.ts';
import { casesOf, loadRealData, type RealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { openSuiteEmbedder } from './open-suite-embedder.ts';
import { type Estimate, estimateGeneration } from './planning/estimate.ts';
import type { CellPlan } from './planning/plan-cells.ts';
import { planSuite } from './planning/plan-suite.ts';
import { redactReal } from './redaction.ts';
import { prepareWorkspace } from './workspace.ts';

export interface GenerateOptions {
  /** Default: the seed of local.json, else 0. */
  readonly seed?: number;
  /** Forget what was generated before. */
  readonly fresh?: boolean;
  /** At most so many new cases in all. */
  readonly limit?: number;
  /** Only this cell, as SKILL/EDGE. */
  readonly cell?: string;
  /** Count what is there and what is wanted; write nothing, ask nobody. */
  readonly dryRun?: boolean;
  /** Default true: answers of judges that are known are taken from the cache. */
  readonly cache?: boolean;
  readonly onProgress?: (progress: GenerateProgress) => void;
}

/** How far the cell is that is being filled, and what was spent. */
export interface GenerateProgress extends CellProgress {
  /** Cases that the cell had before. */
  readonly before: number;
  /** By this call, on all cells. */
  readonly spend: Spend;
  /** USD; null where a price is unknown. */
  readonly spentOnCell: number | null;
}

/** What became of the plan. Counts are of the whole set, not of this call alone. */
export interface Generated {
  readonly planned: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly undecided: number;
  readonly cells: readonly CellCount[];
  readonly spend: Spend;
  /** Of a dry run; else null. */
  readonly estimate: Estimate | null;
  /** Who checked the generated cases; null: there are none. */
  readonly admission: AdmissionSummary | null;
  readonly seed: number;
  /** Cases that this call added. */
  readonly added: number;
  /** What a reader must know: parts replaced, cases taken out, judges missing. */
  readonly notes: readonly string[];
}

/**
 * Fills the cells of the suite up to their quotas: plan, propose, judge, keep. Accepted cases stay; only what is
 * missing is made, and the same seed makes the same cases. What is finished is written also when the signal aborts
 * or a part fails. Throws CELL_EMPTY, after writing, when a cell that must not be empty has no case.
 */
export async function generate(
  loaded: LoadedSuite,
  options: GenerateOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Generated> {
  const before = readLocalManifest(loaded.paths);
  const start = startingPoint(loaded, options);
  const rows = await loadRealData(loaded, { seeds: 'all', material: true });
  throwProblems(await seedLanguageProblems(loaded, rows));
  const real = await redactReal(loaded, rows, start.seed);
  const plans = chosenPlans(loaded, start.seed, options.cell);
  const decisions = caseDecisions(readLabels(loaded.paths));
  if (options.dryRun !== true) prepareWorkspace(loaded.workspace);
  const parents = [...casesOf(rows.heldout), ...casesOf(rows.seeds)];
  const barred = options.dryRun === true ? none : await contaminatedParents(loaded, parents, signal);
  const embedder = options.dryRun === true ? null : await openSuiteEmbedder(loaded);
  const pool = casePool({ heldout: casesOf(real.heldout), seeds: casesOf(real.seeds) }, start, 'heldout', {
    barred,
    embedder,
  });
  const people = () => decideBy(decisions, wrongValues([...pool.accepted.values()], decisions));
  // What is made anew is made as it was before anybody spoke; topping it up came after.
  const isSpokenOf = start.isAnew && decisions.size > 0;
  if (!isSpokenOf) pool.obey(people());
  if (options.dryRun === true) {
    const estimate = await estimateGeneration(loaded, plans, { pool, real, seed: start.seed });
    const cells = plans.map((plan) => countCell(plan, pool, null));
    return { ...summary(loaded, cells, start, pool, noSpend, estimate.unknown), estimate };
  }
  const contextOf = await admissionContexts(loaded, real, pool);
  const judges = await openJudges(loaded, options.cache !== false);
  const writer = await openWriter(loaded, options.cache !== false);
  const canaries = canaryBatches({
    task: loaded.suite.task,
    seed: start.seed,
    judges: judges.judges,
    pool,
    expected: wantedOf(plans, pool, options),
    realCases: sharedCases(real),
    contextOf,
    known: readCanaries(loaded.paths),
  });
  const write = () => writeMade(loaded, { real, pool, canaries, seed: start.seed });
  let counts: readonly CellCount[];
  try {
    const context = { real, start, options, judges, writer, contextOf, canaries, write };
    if (isSpokenOf) {
      await fillCells(loaded, plans, pool, context, signal);
      pool.obey(people());
    }
    counts = await fillCells(loaded, plans, pool, context, signal);
    for (let round = 1; await refuseContaminated(loaded, pool, barred, signal); round++) {
      counts =
        round > mostRounds
          ? plans.map((plan) => countCell(plan, pool, 'exhausted'))
          : await fillCells(loaded, plans, pool, context, signal);
    }
  } finally {
    await judges.close();
    await writer.close();
    await embedder?.close?.();
    pool.obey(people());
    write();
  }
  const stern = sternJudgeNotes([...pool.accepted.values(), ...pool.rejects.values()], judges.judges);
  const notes = [...generationNotes(loaded, { before, pool, barred }), ...stern];
  throwProblems(plans.flatMap((plan, index) => emptyCell(loaded, plan, counts[index], stern)));
  return summary(loaded, counts, start, pool, totalSpend([judges.spend(), writer.spend()]), notes);
}

const saveEveryMs = 5000;
/** So often what was refused as contaminated is replaced; what is in its place may be contaminated, too. */
const mostRounds = 5;
const none: ReadonlySet<CaseId> = new Set();
const noSpend: Spend = { usd: 0, requests: 0, tokens: 0 };

function chosenPlans(loaded: LoadedSuite, seed: number, only: string | undefined): readonly CellPlan[] {
  const plans = planSuite(loaded, seed);
  if (only === undefined) return plans;
  const names = plans.map(({ skill, edgeCase }) => `${skill.id}/${edgeCase.id}`);
  const chosen = plans[names.indexOf(only)];
  if (chosen !== undefined) return [chosen];
  throw fault('USAGE', `there is no cell \`${only}\` with a quota`, { hint: didYouMean(only, names) });
}

interface FillContext {
  readonly real: RealData;
  readonly start: StartingPoint;
  readonly options: GenerateOptions;
  readonly judges: OpenJudges;
  readonly writer: OpenWriter;
  readonly contextOf: CanarySettings['contextOf'];
  readonly canaries: CanaryBatches;
  write(): void;
}

async function fillCells(
  loaded: LoadedSuite,
  plans: readonly CellPlan[],
  pool: CasePool,
  { real, start, options, judges, writer, contextOf, canaries, write }: FillContext,
  signal: AbortSignal,
): Promise<readonly CellCount[]> {
  const { suite, registry } = loaded;
  const before = pool.accepted.size;
  const spend = () => totalSpend([judges.spend(), writer.spend()]);
  const counts: CellCount[] = [];
  let saved = performance.now();
  for (const plan of plans) {
    const had = countCell(plan, pool, null).accepted;
    const spentBefore = spend().usd;
    const settings = {
      suite,
      registry,
      pool,
      real,
      panel: makePanel(plan.edgeCase, registry, suite.task, judges.judges),
      canaries,
      writer,
      seed: start.seed,
      concurrency: suite.run.concurrency,
      room: () => (options.limit ?? Infinity) - (pool.accepted.size - before),
      contextOf,
      onProgress: (at: CellProgress) => {
        const now = spend();
        const spentOnCell = now.usd === null || spentBefore === null ? null : now.usd - spentBefore;
        options.onProgress?.({ ...at, before: had, spend: now, spentOnCell });
      },
    };
    counts.push(await fillCell(plan, settings, signal));
    if (performance.now() - saved < saveEveryMs) continue;
    // A process that is killed keeps the cells that were finished.
    write();
    saved = performance.now();
  }
  await canaries.finish(signal, true);
  return counts;
}

function wantedOf(plans: readonly CellPlan[], pool: CasePool, { limit = Infinity }: GenerateOptions): number {
  const missing = plans.map(
    ({ skill, edgeCase }) => edgeCase.quota - pool.tally({ skill: skill.id, edgeCase: edgeCase.id }).accepted,
  );
  return Math.min(
    limit,
    missing.reduce((sum, n) => sum + Math.max(0, n), 0),
  );
}

function emptyCell(
  loaded: LoadedSuite,
  { skill, edgeCase }: CellPlan,
  count: CellCount | undefined,
  why: readonly string[],
): readonly Problem[] {
  if (
    count === undefined ||
    count.accepted > 0 ||
    edgeCase.optional ||
    count.reasons['exhausted'] === undefined
  )
    return [];
  const s = loaded.suite.skills.indexOf(skill);
  const e = skill.edgeCases.indexOf(edgeCase);
  const reasons = Object.entries(count.reasons).map(([code, n]) => `${code} ${n}`);
  return [
    {
      code: 'CELL_EMPTY',
      message: `the cell ${skill.id}/${edgeCase.id} has no case (wanted ${count.target}): ${reasons.join(', ')}`,
      place: loaded.parsed.locate(['skills', s, 'edgeCases', e]),
      hint: [...why, 'see rejects.jsonl for why, mend its generators, or write `optional: true`'].join('\n'),
    },
  ];
}

function summary(
  { paths }: LoadedSuite,
  cells: readonly CellCount[],
  start: StartingPoint,
  pool: CasePool,
  spend: Spend,
  notes: readonly string[],
): Generated {
  const sum = (pick: (count: CellCount) => number) => cells.reduce((total, count) => total + pick(count), 0);
  return {
    planned: sum((count) => count.target),
    accepted: sum((count) => count.accepted),
    rejected: sum((count) => count.rejected),
    undecided: sum((count) => count.undecided),
    cells,
    spend,
    estimate: null,
    admission: admissionSummary([...pool.accepted.values()], readCanaries(paths)),
    seed: start.seed,
    added: pool.accepted.size - start.cases.length,
    notes: [...start.notes, ...notes],
  };
}
