import { clusteredSlope } from '../../stats/clustered-slope.ts';
import { mean } from '../../stats/mean.ts';
import { variance } from '../../stats/variance.ts';
import { type Effect, effectOf } from './effect.ts';
import type { JudgedItem } from './judged-item.ts';

/** An answer with its length, in words. */
export interface MeasuredAnswer extends JudgedItem {
  readonly words: number;
}

/**
 * How much more than people a judge gives an answer that is longer by one standard deviation: the slope of judge minus
 * people on standardised length. A sensitivity, no verdict: what is longer may be better in ways that labels miss.
 */
export function lengthSlope(answers: readonly MeasuredAnswer[]): Effect | null {
  const spread = Math.sqrt(variance(answers.map(({ words }) => words)) ?? 0);
  if (spread === 0) return null;
  const middle = mean(answers.map(({ words }) => words));
  const points = answers.map(({ words, judged, human, cluster }) => ({
    x: (words - middle) / spread,
    y: judged - human,
    cluster,
  }));
  return effectOf(clusteredSlope(points));
}
