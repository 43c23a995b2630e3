import type { Case, Origin } from '../../core/case.ts';
import type { Drawing } from '../../core/drawing.ts';
import { labelledItem } from '../../core/label.ts';
import { populationDigest } from '../../core/sample-order.ts';
import { type CorrectedRate, correctedRate } from '../../judges/calibration/corrected-rate.ts';
import type { DrawnItem } from '../../judges/calibration/drawn-mean.ts';
import { caseScore } from '../../runner/case-score.ts';
import { labelledPrefix } from '../labelling/labelled-pairs.ts';
import { humanScoreOf, type RunAnswer } from '../labelling/run-answers.ts';
import { type AnsweredRun, allScorers, type OutputJudge, scoringVersion } from './output-votes.ts';

/** The pass rate of a run on the cases of one origin, as people would give it. */
export interface RunRate extends CorrectedRate {
  readonly run: string;
  /** The ref of the model. */
  readonly model: string;
  readonly origin: Origin;
}

/** What rates are corrected with. */
export interface RateContext {
  readonly suite: string;
  readonly cases: readonly Case[];
  /** What people say of outputs; see `humanScores`. */
  readonly human: ReadonlyMap<string, number>;
  readonly drawings: readonly Drawing[];
  readonly judges: readonly OutputJudge[];
  readonly fewestLabels: number;
}

/** The corrected pass rates of a run, real and synthetic apart. */
export function correctedRates(run: AnsweredRun, context: RateContext): readonly RunRate[] {
  return (['real', 'synthetic'] as const).flatMap((origin) => {
    const scored = scoredCases(run, context, origin);
    const ids = scored.map(({ item }) => item.id);
    const sample = new Map(
      labelledPrefix(context.suite, ids, (id) => humanScoreOf(run.answers, context.human, id)),
    );
    const rate = correctedRate({
      answers: scored.map(({ item, judged }) => ({
        cluster: item.cluster,
        judged,
        sampled: sample.get(item.id) ?? null,
      })),
      drawn: drawnAnswers(run, context, origin, scored),
      calibration: calibrationOf(run, context),
      fewestLabels: context.fewestLabels,
    });
    const { id, target } = run.header;
    return rate === null ? [] : [{ run: id, model: target.ref, origin, ...rate }];
  });
}

interface ScoredCase {
  readonly item: Case;
  readonly answer: RunAnswer;
  readonly judged: number;
}

/** A target that failed is wrong; what no scorer could read is left out. */
function scoredCases(
  { answers }: AnsweredRun,
  { cases }: RateContext,
  origin: Origin,
): readonly ScoredCase[] {
  return cases.flatMap((item) => {
    const answer = answers.get(item.id);
    if (item.origin !== origin || answer === undefined) return [];
    if (answer.digest === null) return [{ item, answer, judged: 0 }];
    const score = caseScore([{ status: 'completed', scores: answer.scores }], 1);
    return score.status === 'scored' ? [{ item, answer, judged: score.value }] : [];
  });
}

/** The newest drawing from these answers whose items people have labelled to the last; null where there is none. */
function drawnAnswers(
  { header }: AnsweredRun,
  { drawings, human }: RateContext,
  origin: Origin,
  scored: readonly ScoredCase[],
): readonly DrawnItem[] | null {
  const answered = scored.flatMap(({ item, answer, judged }) =>
    answer.digest === null ? [] : [{ caseId: item.id, output: answer.digest, cluster: item.cluster, judged }],
  );
  const population = populationDigest(answered.map(labelledItem));
  const isOf = (drawing: Drawing) =>
    drawing.run === header.id && drawing.origin === origin && drawing.population === population;
  const drawing = drawings.findLast(
    (one) => isOf(one) && one.items.length > 0 && one.items.every((item) => human.has(labelledItem(item))),
  );
  if (drawing === undefined) return null;
  const drawn = new Map(drawing.items.map((item) => [labelledItem(item), item.pi]));
  return answered.map((one) => {
    const pi = drawn.get(labelledItem(one));
    const { cluster, judged, caseId, output } = one;
    const label = pi === undefined ? null : (human.get(labelledItem({ caseId, output })) ?? null);
    return { cluster, judged, human: label, pi: pi ?? 1 };
  });
}

/** Labelled answers of the same model, wherever they come from, as the same scorers together see them. */
function calibrationOf({ header }: AnsweredRun, { judges }: RateContext) {
  const versions = new Set(Object.keys(header.scorers).map((skill) => scoringVersion(header, skill)));
  const meant = judges.filter(({ judge, version }) => judge === allScorers && versions.has(version));
  return meant.flatMap(({ items }) => items.filter(({ model }) => model === header.target.ref));
}
