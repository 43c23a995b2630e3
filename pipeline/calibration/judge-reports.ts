import { groupBy } from '../../core/group-by.ts';
import { type JudgeAgreement, judgeAgreement } from '../../judges/calibration/judge-agreement.ts';
import type { JudgedItem } from '../../judges/calibration/judged-item.ts';
import type { CaseJudge } from './case-votes.ts';
import type { MeasuredJudge } from './measured-judge.ts';
import { allScorers, type OutputJudge } from './output-votes.ts';

/** A judge beside people. */
export interface JudgeReport extends MeasuredJudge, JudgeAgreement {
  /** How many of the items were drawn at random; shares speak of the others as well, which judges' own words chose. */
  readonly drawn: number;
  /** By the model whose answers it judged: one that errs more on one model than on another points comparisons the wrong way. */
  readonly models: readonly ModelAgreement[];
}

export interface ModelAgreement extends JudgeAgreement {
  readonly model: string;
  /** Whether the judge and that model are of one family. */
  readonly isOwn: boolean;
}

/** Every judge that people can be held beside, the scorers together only where a skill has several. */
export function judgeReports(
  ofCases: readonly CaseJudge[],
  ofOutputs: readonly OutputJudge[],
  drawn: ReadonlySet<string>,
): readonly JudgeReport[] {
  const reportOf = (
    judge: MeasuredJudge,
    items: readonly JudgedItem[],
    models: readonly ModelAgreement[],
  ) => {
    const agreement = judgeAgreement(items);
    const count = items.filter(({ item }) => drawn.has(item)).length;
    return agreement === null ? [] : [{ ...judge, ...agreement, drawn: count, models }];
  };
  const single = ofOutputs.filter(({ judge }) => judge !== allScorers);
  const scorers = new Set(single.map(({ judge }) => judge.replace(/ by .*$/, '')));
  const shown = scorers.size > 1 ? ofOutputs : single;
  return [
    ...ofCases.flatMap(({ items, key: _, ...judge }) => reportOf(judge, items, [])),
    ...shown.flatMap(({ items, ...judge }) => {
      const models = [...groupBy(items, ({ model }) => model)].flatMap(([model, own]) => {
        const agreement = judgeAgreement(own);
        return agreement === null ? [] : [{ model, isOwn: own[0]?.isOwn === true, ...agreement }];
      });
      return reportOf(judge, items, models);
    }),
  ];
}
