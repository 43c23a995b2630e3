import { type Effect, exceeds } from '../../judges/calibration/effect.ts';
import { lengthSlope } from '../../judges/calibration/length-slope.ts';
import { type PositionEffect, positionEffect } from '../../judges/calibration/position-effect.ts';
import {
  preferenceBeyondConsensus,
  type SelfPreference,
  selfPreference,
} from '../../judges/calibration/self-preference.ts';
import type { JudgedPairs } from './judged-pairs.ts';
import type { OutputJudge } from './output-votes.ts';

/** A place that decides more than three votes of five is no judgement. */
const placeTolerance = 0.1;

/** What a judge favours, and whether that is too much to gate on. */
export interface BiasReport {
  readonly judge: string;
  readonly version: string;
  /** Answers that it and people spoke of, of its own family and of others. */
  readonly own: number;
  readonly others: number;
  readonly selfPreference: SelfPreference;
  /** Without labels; null with fewer than three families of judges. */
  readonly beyondConsensus: Effect | null;
  readonly position: PositionEffect;
  /** Of judge minus people, for a standard deviation of length. */
  readonly length: Effect | null;
  /** What of it is too much; empty: nothing. */
  readonly failed: readonly BiasName[];
}

/** Length is never among them: what is longer may be better. */
export type BiasName = 'overrating' | 'ofWrong' | 'ofOwnErrors' | 'beyondConsensus' | 'position';

/**
 * Audits every judge model. A bias is too much where its 95 % interval leaves out 0 and it is larger than `tolerance`,
 * the smallest margin of the gate: it could turn a verdict. That of the place is measured by itself: judges are shown
 * both orders, so it costs decisions, not their direction.
 */
export function biasAudit(
  judges: readonly OutputJudge[],
  pairs: JudgedPairs,
  tolerance: number,
): readonly BiasReport[] {
  const models = judges.filter(({ lineage }) => lineage !== null);
  const named = new Set(models.map(modelOf));
  const ofPairs = [...pairs.swapped.keys()].filter((judge) => !named.has(judge));
  return [
    ...models.map((judge) => reportOf(judge, modelOf(judge), pairs, tolerance)),
    ...ofPairs.map((judge) =>
      reportOf({ judge: `arena by ${judge}`, version: '', items: [] }, judge, pairs, tolerance),
    ),
  ];
}

/** `SCORER by MODEL` */
function modelOf({ judge }: Pick<OutputJudge, 'judge'>): string {
  return judge.replace(/^.* by /, '');
}

function reportOf(
  { judge, version, items }: Pick<OutputJudge, 'judge' | 'version' | 'items'>,
  model: string,
  { voted, swapped }: JudgedPairs,
  tolerance: number,
): BiasReport {
  const own = items.filter(({ isOwn }) => isOwn).length;
  const preference = selfPreference(items);
  const beyondConsensus = preferenceBeyondConsensus(voted, model);
  const position = positionEffect(swapped.get(model) ?? []);
  const length = lengthSlope(
    items.flatMap(({ words, ...item }) => (words === null ? [] : [{ ...item, words }])),
  );
  const { overrating, ofWrong, ofOwnErrors } = preference;
  const tried = { overrating, ofWrong, ofOwnErrors, beyondConsensus };
  const names = ['overrating', 'ofWrong', 'ofOwnErrors', 'beyondConsensus'] as const;
  const failed: readonly BiasName[] = [
    ...names.filter((name) => exceeds(tried[name], tolerance)),
    ...(exceeds(position.effect, placeTolerance) ? (['position'] as const) : []),
  ];
  const head = { judge, version, own, others: items.length - own };
  return { ...head, selfPreference: preference, beyondConsensus, position, length, failed };
}
