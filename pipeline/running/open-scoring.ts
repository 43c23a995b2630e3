import type { Case } from '../../core/case.ts';
import type { Spend } from '../../core/report.ts';
import type { NamedScorer } from '../../runner/perform-trial.ts';
import { totalSpend } from '../call-meter.ts';
import { judgePanel } from '../judge-panel.ts';
import type { LoadedSuite } from '../load-suite.ts';
import { openJudgeModels } from '../open-judge-models.ts';
import { asksJudges } from '../parts.ts';

/** The scorers of a suite, the judges that they ask opened. */
export interface OpenScoring {
  /** Scorers of a case's skill. */
  scorersOf(subject: Pick<Case, 'cell'>): readonly NamedScorer[];
  /** What the judges have cost so far. */
  spend(): Spend;
  close(): Promise<void>;
}

/**
 * Opens the judge models where a scorer of the suite asks any; what they answered before is not asked again, unless
 * `useCache` is false.
 */
export async function openScoring(loaded: LoadedSuite, useCache: boolean): Promise<OpenScoring> {
  const { scorers } = loaded;
  if (![...scorers.values()].flat().some(asksJudges)) {
    return {
      scorersOf: ({ cell }) => scorers.get(cell.skill) ?? [],
      spend: () => totalSpend([]),
      close: async () => {},
    };
  }
  const judges = await openJudgeModels(loaded, useCache);
  const panel = judgePanel(loaded, judges.models);
  const asking = new Map(
    [...scorers].map(([skill, own]) => [
      skill,
      own.map(
        ({ name, scorer }): NamedScorer => ({
          name,
          scorer: {
            unreadable: (expected, input) => scorer.unreadable(expected, input),
            score: (subject, output, signal) => scorer.score(subject, output, signal, panel),
          },
        }),
      ),
    ]),
  );
  return { ...judges, scorersOf: ({ cell }) => asking.get(cell.skill) ?? [] };
}
