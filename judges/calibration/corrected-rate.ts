import type { ClusterId } from '../../core/case.ts';
import { shortDigest } from '../../core/digest.ts';
import { clusteredRate } from '../../stats/clustered-rate.ts';
import { crossFittedMean } from '../../stats/cross-fitted-mean.ts';
import type { Interval } from '../../stats/interval.ts';
import { mean } from '../../stats/mean.ts';
import { roganGladen, roganGladenInterval } from '../../stats/rogan-gladen.ts';
import { type DrawnItem, drawnMean, shareOf } from './drawn-mean.ts';
import { type AgreementWarning, judgeAgreement } from './judge-agreement.ts';
import { asPass, type JudgedItem } from './judged-item.ts';

const confidence = 0.95;

/** An answer that was judged, and what people say of it, where they do. */
export interface JudgedAnswer {
  readonly cluster: ClusterId;
  readonly judged: number;
  /** In the random sample that people labelled whole; null: not in it. */
  readonly sampled: number | null;
}

/** What the pass rate of one model on one set of answers may be taken from. */
export interface RateSources {
  readonly answers: readonly JudgedAnswer[];
  /** null where nothing was drawn, or not all of it is labelled. */
  readonly drawn: readonly DrawnItem[] | null;
  /** Answers of the same model that both the judge and people spoke of, wherever they come from. */
  readonly calibration: readonly JudgedItem[];
  /** In so many clusters answers must be labelled before the judge is leaned on. */
  readonly fewestLabels: number;
}

/** A pass rate as people would give it. */
export interface CorrectedRate {
  /**
   * `ppi`: prediction-powered, from a random sample of the same answers. `active`: from answers drawn with known
   * probabilities. `labels`: the labels of a small random sample alone. `rogan-gladen`: the judge's error rates on
   * other answers of this model. `none`: as the judge sees it, and why nothing better can be said.
   */
  readonly method: 'ppi' | 'active' | 'labels' | 'rogan-gladen' | 'none';
  /** As the judge sees it. */
  readonly judged: number;
  readonly n: number;
  /** Labels that it rests on. */
  readonly labels: number;
  readonly estimate: number | null;
  /** 95 %. */
  readonly interval: Interval | null;
  readonly warnings: readonly AgreementWarning[];
}

/**
 * The pass rate of a model's answers, corrected for the errors of its judge by the best of what there is
 * (statistics.md §3.1 of the design): labels of a random part of these answers before error rates from others, and
 * never the error rates of another model. Null for no answers.
 */
export function correctedRate(sources: RateSources): CorrectedRate | null {
  const { answers, drawn, calibration, fewestLabels } = sources;
  if (answers.length === 0) return null;
  const judged = mean(answers.map((answer) => answer.judged));
  const head = { judged, n: answers.length, warnings: [] };
  const sample = answers.filter(({ sampled }) => sampled !== null);
  if (new Set(sample.map(({ cluster }) => cluster)).size >= fewestLabels) {
    const powered = predictionPowered(answers);
    if (powered !== null) return { ...head, method: 'ppi', labels: sample.length, ...powered };
  }
  const active = drawn === null ? null : drawnMean(drawn, fewestLabels);
  if (active !== null) return { ...head, method: 'active', ...active };
  const alone = labelsAlone(sample);
  const corrected = roganGladenRate(answers, calibration);
  if (corrected.estimate !== null || alone === null) return { ...head, ...corrected };
  return { ...head, method: 'labels', labels: sample.length, ...alone };
}

function predictionPowered(answers: readonly JudgedAnswer[]) {
  const labelled = answers.flatMap(({ sampled, judged, cluster }) =>
    sampled === null ? [] : [{ label: sampled, prediction: judged, cluster, fold: foldOf(cluster) }],
  );
  const rest = answers.filter(({ sampled }) => sampled === null);
  const found = crossFittedMean(
    labelled,
    rest.map(({ judged, cluster }) => ({ prediction: judged, cluster })),
  );
  return found === null ? null : shareOf(found);
}

/** A whole cluster lies in one half, or each half would know of the other. */
function foldOf(cluster: ClusterId): 0 | 1 {
  return Number.parseInt(shortDigest(cluster).slice(0, 1), 16) % 2 === 0 ? 0 : 1;
}

function labelsAlone(sample: readonly JudgedAnswer[]) {
  const rate = clusteredRate(
    sample.map(({ sampled, cluster }) => ({ value: asPass(sampled ?? 0), cluster })),
    confidence,
  );
  return rate === null ? null : { estimate: rate.rate, interval: rate.interval };
}

/** A judge whose errors are known from other answers of the same model gives a rate of right and wrong, not of scores. */
function roganGladenRate(answers: readonly JudgedAnswer[], calibration: readonly JudgedItem[]) {
  const agreement = judgeAgreement(calibration);
  const warnings = agreement?.warnings ?? [];
  const none = {
    method: 'none',
    labels: calibration.length,
    estimate: null,
    interval: null,
    warnings,
  } as const;
  const { sensitivity = null, specificity = null } = agreement ?? {};
  const passes = clusteredRate(
    answers.map(({ judged, cluster }) => ({ value: asPass(judged), cluster })),
    confidence,
  );
  if (sensitivity === null || specificity === null || passes === null) return none;
  if (warnings.includes('uninformative')) return none;
  const rates = {
    sensitivity: sensitivity.rate,
    positives: sensitivity.effective,
    specificity: specificity.rate,
    negatives: specificity.effective,
  };
  const estimate = roganGladen(passes.rate, rates);
  const interval = roganGladenInterval(passes.rate, passes.effective, rates, confidence);
  return { ...none, method: 'rogan-gladen', estimate, interval } as const;
}
