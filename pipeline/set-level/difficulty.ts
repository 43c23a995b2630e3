import type { Case, CaseId, Origin } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';
import type { RunHeader } from '../../core/run.ts';
import { caseScore } from '../../runner/case-score.ts';
import { listRuns, readRun } from '../../runner/run-records.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { runsFolder } from '../running/runs-folder.ts';

/** How hard the cases of one origin are for the models that were run. */
export interface ArmDifficulty {
  readonly origin: Origin;
  /** Cases that two models at least were scored on. */
  readonly n: number;
  /** That every attempt of every model solves, and that none of any does. */
  readonly trivial: number;
  readonly unsolved: number;
  /** Mean over the cases of the mean score of the models. */
  readonly meanRate: number;
  /** Σ p·(1 − p) of these mean scores: what cases can still tell between models; 0 where all solve the same. */
  readonly information: number;
}

/** Solve rates of the cases in recorded runs. */
export interface Difficulty {
  /** Newest first. */
  readonly models: readonly { readonly target: string; readonly run: string; readonly attempts: number }[];
  readonly arms: readonly ArmDifficulty[];
  readonly unsolved: readonly CaseId[];
}

/** Whose runs are read. */
type RunOwner = Pick<LoadedSuite, 'workspace'> & { readonly suite: { readonly id: string } };

const mostModels = 4;

/**
 * How hard cases are, by the newest run of each model that was run (4 at most): the score of a case is that of the gate,
 * the mean over attempts of the lowest scorer. Null where fewer than two models were run: what one model solves may be
 * its own strength.
 */
export function difficultyOf(loaded: RunOwner, cases: readonly Case[]): Difficulty | null {
  const headers = newestOfEach(loaded);
  if (headers.length < 2) return null;
  const scored = headers.map((header) => scoresOf(loaded, header));
  const rated = cases.flatMap((item) => {
    const rates = scored.flatMap((scores) => scores.get(item.id) ?? []);
    return rates.length < 2 ? [] : [{ item, rates }];
  });
  return {
    models: headers.map(({ id, target, repeats }) => ({ target: target.ref, run: id, attempts: repeats })),
    arms: [...groupBy(rated, ({ item }) => item.origin)].map(([origin, own]) => {
      const means = own.map(({ rates }) => rates.reduce((sum, rate) => sum + rate, 0) / rates.length);
      return {
        origin,
        n: own.length,
        trivial: own.filter(({ rates }) => rates.every((rate) => rate === 1)).length,
        unsolved: own.filter(isUnsolved).length,
        meanRate: means.reduce((sum, mean) => sum + mean, 0) / own.length,
        information: means.reduce((sum, mean) => sum + mean * (1 - mean), 0),
      };
    }),
    unsolved: rated.filter(isUnsolved).map(({ item }) => item.id),
  };
}

function isUnsolved({ rates }: { readonly rates: readonly number[] }): boolean {
  return rates.every((rate) => rate === 0);
}

/** The newest run of each model, newest first; of one that was graded again the last grades. */
function newestOfEach(loaded: RunOwner): readonly RunHeader[] {
  const seen = new Set<string>();
  return listRuns(runsFolder(loaded))
    .toReversed()
    .filter(({ suite, target }) => {
      const model = JSON.stringify([target.ref, target.digest, target.weights ?? null]);
      if (suite.id !== loaded.suite.id || seen.has(model)) return false;
      seen.add(model);
      return true;
    })
    .slice(0, mostModels);
}

function scoresOf(loaded: RunOwner, { id, repeats }: RunHeader): ReadonlyMap<CaseId, number> {
  const { trials } = readRun(runsFolder(loaded), id);
  const scores = new Map<CaseId, number>();
  for (const [caseId, own] of groupBy(trials.values(), (trial) => trial.caseId)) {
    const score = caseScore(own, repeats);
    if (score.status === 'scored') scores.set(caseId, score.value);
  }
  return scores;
}
