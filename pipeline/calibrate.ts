import type { Case, Reject } from '../core/case.ts';
import type { DriftRecord, FrozenItem, FrozenRating, FrozenSet } from '../core/drift.ts';
import { drawnItems, humanScores, type Label } from '../core/label.ts';
import type { Spend } from '../core/report.ts';
import { readDrawings } from '../datasets/drawings.ts';
import { appendDrift, readDrift } from '../datasets/drift-records.ts';
import { readGeneratedCases, readRejects } from '../datasets/generated-cases.ts';
import { readLabels } from '../datasets/labels.ts';
import { type JudgeDrift, judgeDrift } from '../judges/calibration/drift.ts';
import { answeredRuns } from './calibration/answered-runs.ts';
import { type BiasReport, biasAudit } from './calibration/bias-audit.ts';
import { caseVotes } from './calibration/case-votes.ts';
import { type CatchReport, catchReports } from './calibration/catch-reports.ts';
import { correctedRates, type RunRate } from './calibration/corrected-rates.ts';
import { freezableCases, freezableOutputs, freeze } from './calibration/frozen-set.ts';
import { type JudgeReport, judgeReports } from './calibration/judge-reports.ts';
import { judgedPairs } from './calibration/judged-pairs.ts';
import { type LabelReport, labelReport } from './calibration/label-report.ts';
import { type AnsweredRun, outputVotes } from './calibration/output-votes.ts';
import { rateFrozenCases, rateFrozenOutputs } from './calibration/rate-frozen.ts';
import { type RightCases, rightCases } from './calibration/right-cases.ts';
import { totalSpend } from './call-meter.ts';
import type { Stratum } from './labelling/acceptance.ts';
import { caseDecisions } from './labelling/case-decisions.ts';
import { loadDataset, requireGenerated } from './load-dataset.ts';
import type { LoadedSuite } from './load-suite.ts';
import { acceptance } from './review.ts';

export interface CalibrateOptions {
  /** Let judges that have not rated the frozen set rate it: it asks models. Default true. */
  readonly ask?: boolean;
  /** Let every judge rate the frozen set again, also one that has. */
  readonly again?: boolean;
  readonly now?: () => Date;
}

/** Judges against people: what is known of every judge of a suite. */
export interface Calibration {
  readonly labels: LabelReport;
  /** How far the acceptance samples are. */
  readonly strata: readonly Stratum[];
  /** null where no active drawing of cases is labelled to the last. */
  readonly rightCases: RightCases | null;
  readonly judges: readonly JudgeReport[];
  /** Of the newest candidate run and the newest baseline run. */
  readonly rates: readonly RunRate[];
  readonly canaries: readonly CatchReport[];
  readonly bias: readonly BiasReport[];
  readonly drift: readonly JudgeDrift[];
  readonly spend: Spend;
}

/**
 * Measures the judges of a suite against what people said. Everything is read from what is on disk, but for the frozen
 * set: 50 labelled items that are frozen once there are so many, and that each new version of a judge rates. Throws what
 * is wrong with the dataset, and what asking a model throws; what was rated before is kept.
 */
export async function calibrate(
  loaded: LoadedSuite,
  options: CalibrateOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Calibration> {
  requireGenerated(loaded);
  const { paths, suite } = loaded;
  const { cases } = (await loadDataset(loaded)).dataset;
  const labels = readLabels(paths);
  const generated = { cases: readGeneratedCases(paths), rejects: readRejects(paths) };
  const made = [...generated.cases, ...generated.rejects];
  const runs = answeredRuns(loaded);
  const human = humanScores(labels);
  const outputJudges = outputVotes(runs, cases, human);
  const lineages = new Map(loaded.independence.judges.map(({ use, lineage }) => [use.use, lineage]));
  const pairs = judgedPairs(loaded, runs, cases, (judge) => lineages.get(judge) ?? null);
  const { margin, minHumanPairs: fewestLabels } = suite.gate;
  const context = {
    suite: suite.id,
    cases,
    human,
    drawings: readDrawings(paths),
    judges: outputJudges,
    fewestLabels,
  };
  const { drift, spend } = await rateFrozen(loaded, { labels, made, cases, runs }, options, signal);
  return {
    labels: labelReport(labels),
    strata: acceptance(loaded),
    rightCases: rightCases(generated, caseDecisions(labels), context.drawings),
    judges: judgeReports(caseVotes(made, caseDecisions(labels)), outputJudges, drawnItems(labels)),
    rates: newestRuns(runs).flatMap((run) => correctedRates(run, context)),
    canaries: catchReports(paths),
    bias: biasAudit(outputJudges, pairs, Math.min(margin.real, margin.synthetic)),
    drift,
    spend,
  };
}

interface Labelled {
  readonly labels: readonly Label[];
  readonly made: readonly (Case | Reject)[];
  readonly cases: readonly Case[];
  readonly runs: readonly AnsweredRun[];
}

/** Freezes what is not frozen yet, has it rated where that is wanted, and compares versions of judges. */
async function rateFrozen(
  loaded: LoadedSuite,
  { labels, made, cases, runs }: Labelled,
  { ask = true, again = false, now = () => new Date() }: CalibrateOptions,
  signal: AbortSignal,
): Promise<{ readonly drift: readonly JudgeDrift[]; readonly spend: Spend }> {
  const records = readDrift(loaded.paths);
  const freezable = {
    case: () => freezableCases(made, caseDecisions(labels)),
    output: () => freezableOutputs(runs, humanScores(labels)),
  };
  const spent: Spend[] = [];
  const drift: JudgeDrift[] = [];
  for (const about of ['case', 'output'] as const) {
    const set = frozenSet(loaded, about, records, freezable[about], now);
    if (set === null) continue;
    const before = records.filter(isRating).filter((rating) => rating.about === about);
    const known = again ? [] : before;
    const rate = { known, now, signal };
    const rated = !ask
      ? { ratings: [], spend: totalSpend([]) }
      : about === 'case'
        ? await rateFrozenCases(loaded, set, made, rate)
        : await rateFrozenOutputs(loaded, set, cases, runs, rate);
    for (const rating of rated.ratings) appendDrift(loaded.paths, rating);
    spent.push(rated.spend);
    drift.push(...judgeDrift(set.items, [...before, ...rated.ratings]));
  }
  return { drift, spend: totalSpend(spent) };
}

function frozenSet(
  { paths, suite }: LoadedSuite,
  about: FrozenSet['about'],
  records: readonly DriftRecord[],
  freezable: () => readonly FrozenItem[],
  now: () => Date,
): FrozenSet | null {
  for (const record of records) if (record.kind === 'frozen' && record.about === about) return record;
  const set = freeze(suite.id, about, freezable(), now());
  if (set !== null) appendDrift(paths, set);
  return set;
}

function isRating(record: DriftRecord): record is FrozenRating {
  return record.kind === 'rating';
}

/** The newest run of each role. */
function newestRuns(runs: readonly AnsweredRun[]): readonly AnsweredRun[] {
  return (['candidate', 'baseline'] as const).flatMap((role) => {
    const run = runs.findLast(({ header }) => header.role === role);
    return run === undefined ? [] : [run];
  });
}
