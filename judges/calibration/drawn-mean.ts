import type { ClusterId } from '../../core/case.ts';
import { activeTerm } from '../../stats/active-mean.ts';
import { clusteredMean } from '../../stats/clustered-mean.ts';
import type { Interval } from '../../stats/interval.ts';
import { type Estimate, tInterval } from '../../stats/t-interval.ts';

const confidence = 0.95;

/** An item that active selection drew from, where people labelled all that it drew. */
export interface DrawnItem {
  readonly cluster: ClusterId;
  /** What judges make of it, 0–1. */
  readonly judged: number;
  /** null where the draw left it out. */
  readonly human: number | null;
  /** Probability of a drawn one. */
  readonly pi: number;
}

/** A share with its 95 % interval. */
export interface EstimatedShare {
  readonly estimate: number;
  readonly interval: Interval;
}

/**
 * Mean of what people would say of all items, from those that were drawn with known probabilities (see `activeMean`), with
 * errors by cluster. Null where labels lie in fewer clusters than are wanted.
 */
export function drawnMean(
  drawn: readonly DrawnItem[],
  fewestLabels: number,
): (EstimatedShare & { readonly labels: number }) | null {
  const labelled = drawn.filter(({ human }) => human !== null);
  if (new Set(labelled.map(({ cluster }) => cluster)).size < fewestLabels) return null;
  const terms = drawn.map(({ judged, human, pi }) =>
    activeTerm({ prediction: judged, label: human, probability: human === null ? 1 : pi }),
  );
  const found = clusteredMean(
    terms,
    drawn.map(({ cluster }) => cluster),
  );
  return found === null ? null : { labels: labelled.length, ...shareOf(found) };
}

/** An estimate of a share, kept within 0 and 1. */
export function shareOf(found: Estimate): EstimatedShare {
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const [low, high] = tInterval(found, confidence);
  return { estimate: clip(found.estimate), interval: [clip(low), clip(high)] };
}
