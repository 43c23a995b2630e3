import { fault, type Problem, throwProblems } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import type { Spend } from '../core/report.ts';
import { readLocalManifest } from '../datasets/generated-cases.ts';
import { writeTrainingMaterial } from '../datasets/training-items.ts';
import { seedLanguageProblems } from './checking/seed-languages.ts';
import type { GenerateOptions } from './generate.ts';
import { loadRealData } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import type { Estimate } from './planning/estimate.ts';
import { redactReal } from './redaction.ts';
import { countLot, type LotCount } from './training/count-lot.ts';
import { estimateTraining } from './training/estimate-training.ts';
import { fillLots } from './training/fill-lots.ts';
import { openTraining } from './training/open-training.ts';
import type { TrainingLot } from './training/training-lots.ts';
import { prepareWorkspace } from './workspace.ts';

/** What became of the training material. Counts are of all that there is, not of this call alone. */
export interface TrainingGenerated {
  readonly lots: readonly LotCount[];
  /** Items that this call added. */
  readonly added: number;
  readonly spend: Spend;
  /** Of a dry run; else null. */
  readonly estimate: Estimate | null;
  readonly seed: number;
  readonly notes: readonly string[];
}

/**
 * Makes what is under `training` of the suite out of seeds, rows and documents with `split: train`, as `generate` fills
 * cells: what is there stays, only what is missing is made, the same seed makes the same items, and what is finished is
 * written also when the signal aborts or a part fails. Held-out cases are read, so that nothing near them is trained on,
 * and never touched. Throws SUITE_MISSING_KEY where the suite names nothing to make, and TRAINING_EMPTY, after writing,
 * for an entry that gave nothing.
 */
export async function generateTraining(
  loaded: LoadedSuite,
  options: GenerateOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<TrainingGenerated> {
  const { paths, workspace } = loaded;
  requireEntries(loaded);
  const seed = options.seed ?? readLocalManifest(paths)?.seed ?? 0;
  const rows = await loadRealData(loaded, { seeds: 'all', material: true });
  throwProblems(await seedLanguageProblems(loaded, rows));
  const real = await redactReal(loaded, rows, seed);
  const { lots: all, pool, guard, notes } = openTraining(loaded, real, options.fresh === true);
  const lots = chosenLots(all, options.cell);
  if (options.dryRun === true) {
    const estimate = await estimateTraining(loaded, lots, { pool, real, seed });
    const counts = lots.map((lot) => countLot(lot, pool));
    return { lots: counts, added: 0, spend: noSpend, estimate, seed, notes: [...notes, ...estimate.unknown] };
  }
  prepareWorkspace(workspace);
  const before = pool.cases.accepted.size;
  const save = () => writeTrainingMaterial(paths, pool.material());
  try {
    const { counts, spend } = await fillLots(
      lots,
      { loaded, real, pool, guard, seed, options, save },
      signal,
    );
    throwProblems(counts.flatMap((count, index) => emptyLot(loaded, lots[index], count)));
    return { lots: counts, added: pool.cases.accepted.size - before, spend, estimate: null, seed, notes };
  } finally {
    save();
  }
}

const noSpend: Spend = { usd: 0, requests: 0, tokens: 0 };

function requireEntries({ suite, parsed }: LoadedSuite): void {
  if ((suite.training ?? []).length > 0) return;
  throw fault('SUITE_MISSING_KEY', 'the suite names no training material to make', {
    place: parsed.locate([]),
    hint: 'write `training: [{ use: verified-reasoning }]`, and `split: train` beside the seeds that it may use',
  });
}

function chosenLots(lots: readonly TrainingLot[], only: string | undefined): readonly TrainingLot[] {
  if (only === undefined) return lots;
  const names = lots.map(({ name }) => name);
  const chosen = lots[names.indexOf(only)];
  if (chosen !== undefined) return [chosen];
  throw fault('USAGE', `nothing under \`training\` makes \`${only}\``, { hint: didYouMean(only, names) });
}

/** Nothing at all is no shortfall but a fault: whoever trains on it would not notice. */
function emptyLot(loaded: LoadedSuite, lot: TrainingLot | undefined, count: LotCount): readonly Problem[] {
  if (lot === undefined || count.accepted > 0 || count.reasons['limit'] !== undefined) return [];
  const reasons = Object.entries(count.reasons).map(([code, n]) => `${code} ${n}`);
  const index = (loaded.suite.training ?? []).indexOf(lot.use);
  return [
    {
      code: 'TRAINING_EMPTY',
      message: `${lot.name} made nothing to train on: ${reasons.join(', ') || 'its seeds gave nothing'}`,
      place: loaded.parsed.locate(['training', index]),
      hint: 'see training-rejects.jsonl for why, and mend the entry or the seeds',
    },
  ];
}
