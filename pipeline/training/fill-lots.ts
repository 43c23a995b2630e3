import type { Spend } from '../../core/report.ts';
import { readCanaries, writeCanaries } from '../../datasets/canaries.ts';
import { totalSpend } from '../call-meter.ts';
import type { GenerateOptions } from '../generate.ts';
import { admissionContexts } from '../generation/admission-context.ts';
import { canaryBatches, noCanaries } from '../generation/canary-batches.ts';
import { type OpenJudges, openJudges } from '../generation/open-judges.ts';
import { type OpenWriter, openWriter } from '../generation/open-writer.ts';
import { makePanel, type NamedJudge } from '../generation/panel.ts';
import { sharedCases } from '../generation/shared-cases.ts';
import { countLot, type LotCount } from './count-lot.ts';
import { fillGeneratorLot, fillMadeLot, type LotSettings } from './fill-lot.ts';
import { seedsOf, type TrainingLot } from './training-lots.ts';
import { trainingPanel } from './training-panel.ts';

type Settings = Omit<LotSettings, 'writer' | 'room' | 'onProgress'> & {
  readonly options: GenerateOptions;
  /** Writes what there is. */
  readonly save: () => void;
  /** The last of the rules that rule on what generators offer; left out: none of the caller's own. */
  readonly lastRule?: NamedJudge;
};

interface OpenModels {
  readonly judges: OpenJudges;
  readonly writer: OpenWriter;
  spend(): Spend;
}

const saveEveryMs = 5000;

/** Fills the lots in order, and gives what became of each and what models were paid. */
export async function fillLots(
  lots: readonly TrainingLot[],
  settings: Settings,
  signal: AbortSignal,
): Promise<{ readonly counts: readonly LotCount[]; readonly spend: Spend }> {
  const { loaded, real, pool, options } = settings;
  const contextOf = await admissionContexts(loaded, real, pool.cases);
  const models = await openModels(lots, settings);
  const canaries = canaryBatches({
    task: loaded.suite.task,
    seed: settings.seed,
    judges: models.judges.judges,
    pool: pool.cases,
    expected: Infinity,
    realCases: sharedCases(real),
    contextOf,
    known: readCanaries(loaded.paths),
  });
  try {
    const start = pool.cases.accepted.size;
    const room = () => (options.limit ?? Infinity) - (pool.cases.accepted.size - start);
    const progress = createProgress(settings, models);
    const counts: LotCount[] = [];
    for (const lot of lots) {
      const own = { ...settings, writer: models.writer, room, onProgress: progress(lot) };
      const reasons = await fillLot(lot, { ...own, contextOf, canaries, judges: models.judges }, signal);
      counts.push(countLot(lot, pool, reasons));
    }
    await canaries.finish(signal, true);
    return { counts, spend: models.spend() };
  } finally {
    writeCanaries(loaded.paths, canaries.results());
    await models.judges.close();
    await models.writer.close();
  }
}

function fillLot(
  lot: TrainingLot,
  settings: Omit<Parameters<typeof fillGeneratorLot>[1], 'panel'> &
    Pick<Settings, 'lastRule'> & { readonly judges: OpenJudges },
  signal: AbortSignal,
) {
  if (lot.how.kind === 'maker') return fillMadeLot(lot, settings, signal);
  const { loaded, guard, judges } = settings;
  const { suite, registry } = loaded;
  const { judged } = lot.use;
  const usual = makePanel(lot.how.plan.edgeCase, registry, suite.task, judges.judges);
  const canaries = judged ? settings.canaries : noCanaries;
  const panel = trainingPanel(usual, guard, judged);
  const rules = settings.lastRule === undefined ? panel.rules : [...panel.rules, settings.lastRule];
  return fillGeneratorLot(lot, { ...settings, canaries, panel: { ...panel, rules } }, signal);
}

const unpaid = { spend: () => totalSpend([]), close: async () => {} };

/** Opens the models that what is missing needs; where nothing is missing, none. */
async function openModels(
  lots: readonly TrainingLot[],
  { loaded, pool, options }: Settings,
): Promise<OpenModels> {
  const useCache = options.cache !== false;
  const isShort = (lot: TrainingLot) => pool.tally(lot).accepted < (lot.target ?? Infinity);
  const open = lots.filter(isShort);
  const isJudged = open.some(({ how, use }) => how.kind === 'generator' && use.judged);
  const isWritten = open.some(({ part }) => part.prompts !== undefined);
  const writer: OpenWriter = isWritten
    ? await openWriter(loaded, useCache)
    : { writer: null, takeFaults: () => ({}), ...unpaid };
  const judges: OpenJudges = isJudged ? await openJudges(loaded, useCache) : { judges: [], ...unpaid };
  return { judges, writer, spend: () => totalSpend([judges.spend(), writer.spend()]) };
}

/** Tells how far each lot is, and saves now and then: a process that is killed keeps what was finished. */
function createProgress({ pool, real, options, save }: Settings, models: OpenModels) {
  let saved = performance.now();
  return (lot: TrainingLot) => {
    const before = pool.tally(lot).accepted;
    const spentBefore = models.spend().usd;
    const target = lot.target ?? seedsOf(lot, real).length;
    return () => {
      const spend = models.spend();
      const { reasons: _, ...tally } = pool.tally(lot);
      const spentOnCell = spend.usd === null || spentBefore === null ? null : spend.usd - spentBefore;
      const at = { skill: lot.skill.id, edgeCase: lot.label, target, ...tally };
      options.onProgress?.({ ...at, before, spend, spentOnCell });
      if (performance.now() - saved < saveEveryMs) return;
      save();
      saved = performance.now();
    };
  };
}
