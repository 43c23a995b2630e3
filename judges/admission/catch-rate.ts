import { type CanaryMeasure, type CanaryResult, type JudgeIdentity, judgeKey } from '../../core/canary.ts';
import { groupBy } from '../../core/group-by.ts';
import { clopperPearson } from '../../stats/clopper-pearson.ts';

/** How many of the planted errors a judge caught. Those to which it gave no usable answer are in neither number. */
export interface CatchRate {
  readonly planted: number;
  readonly caught: number;
  readonly unusable: number;
  /** Clopper-Pearson at 95 %; null where nothing was planted. */
  readonly interval: readonly [number, number] | null;
}

/** A judge that surely catches less than this share is not believed (quality-gates.md, section 5.1). */
export const leastCatchRate = 0.9;
/** Of the intervals. */
export const catchRateLevel = 0.95;

/** The rate over some results. */
export function catchRateOf(results: readonly Pick<CanaryResult, 'outcome'>[]): CatchRate {
  const count = (outcome: CanaryResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  const [caught, unusable] = [count('caught'), count('unusable')];
  const planted = results.length - unusable;
  return { planted, caught, unusable, interval: clopperPearson(caught, planted, catchRateLevel) };
}

/** A judge whose word is not to be believed, and the rate that says so. */
export interface Unreliable extends CatchRate {
  readonly judge: JudgeIdentity;
  readonly measure: CanaryMeasure;
}

/**
 * The judges that surely catch less than {@link leastCatchRate}: the upper end of the interval lies below it. Answering and
 * assessing are measured apart, since a judge that answers well and says yes to every question would hide behind the
 * errors that its answers find. None of two is enough to tell.
 */
export function unreliableJudges(results: readonly CanaryResult[]): readonly Unreliable[] {
  const groups = groupBy(results, (result) => `${judgeKey(result)}\n${result.measure}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    const rate = catchRateOf(own);
    if (first === undefined || rate.interval === null || rate.interval[1] >= leastCatchRate) return [];
    const { by, version, lineage, answeredBy, measure } = first;
    const judge = { by, version, lineage, ...(answeredBy === undefined ? {} : { answeredBy }) };
    return [{ ...rate, judge, measure }];
  });
}
