import { brierScore } from '../../stats/brier-score.ts';
import { calibrationError } from '../../stats/calibration-error.ts';
import { type ClusteredRate, clusteredRate } from '../../stats/clustered-rate.ts';
import { cohenKappa, type Kappa } from '../../stats/cohen-kappa.ts';
import { gwetAc1 } from '../../stats/gwet-ac1.ts';
import type { Interval } from '../../stats/interval.ts';
import { krippendorffAlpha } from '../../stats/krippendorff-alpha.ts';
import { normalQuantile } from '../../stats/normal.ts';
import { asPass, type JudgedItem } from './judged-item.ts';

/** Of fewer items of a kind, how the judge does on them is hardly known. */
const fewestOfAKind = 30;
const lowKappa = 0.6;
/** Below it a rate that the judge gives can hardly be corrected … */
const lowInformedness = 0.7;
/** … and below this one not at all: the correction would be mostly noise. */
const leastInformedness = 0.5;
const confidence = 0.95;

/** How far a judge and people agree: never one number alone, since each of them is blind to something. */
export interface JudgeAgreement {
  readonly n: number;
  /** Rows: people say right, wrong; columns: the judge says right, wrong. */
  readonly confusion: readonly [readonly [number, number], readonly [number, number]];
  /** Share of items on which both say the same. */
  readonly observed: number;
  /** With its 95 % interval; null where both say one thing throughout: chance alone explains that. */
  readonly kappa: { readonly kappa: number; readonly interval: Interval } | null;
  readonly ac1: number;
  /** Krippendorff's: nominal, of scores between 0 and 1 by their distance; null where only one value occurs. */
  readonly alpha: number | null;
  /** Share of what people call right that the judge calls right too; null where there is none. */
  readonly sensitivity: ClusteredRate | null;
  /** Share of what people call wrong that the judge calls wrong too; null where there is none. */
  readonly specificity: ClusteredRate | null;
  /** Sensitivity + specificity − 1, Youden's J; null where one of them is not known. */
  readonly informedness: number | null;
  /** Of scores between 0 and 1 as probabilities: how far off they are; null where the judge only says right or wrong. */
  readonly probabilities: { readonly brier: number; readonly calibrationError: number } | null;
  readonly warnings: readonly AgreementWarning[];
}

/** `few-right`, `few-wrong`: under 30 of a kind. `kappa`: below .6. `informedness`: below .7. `uninformative`: below .5. */
export type AgreementWarning = 'few-right' | 'few-wrong' | 'kappa' | 'informedness' | 'uninformative';

/** Compares a judge with people on the items that both spoke of; null where there are none. */
export function judgeAgreement(items: readonly JudgedItem[]): JudgeAgreement | null {
  if (items.length === 0) return null;
  const count = (human: 0 | 1, judged: 0 | 1) =>
    items.filter((item) => asPass(item.human) === human && asPass(item.judged) === judged).length;
  const confusion = [
    [count(1, 1), count(1, 0)],
    [count(0, 1), count(0, 0)],
  ] as const;
  const kappa = cohenKappa(confusion);
  const sensitivity = rateOf(items, 1);
  const specificity = rateOf(items, 0);
  const informedness =
    sensitivity === null || specificity === null ? null : sensitivity.rate + specificity.rate - 1;
  return {
    n: items.length,
    confusion,
    observed: (confusion[0][0] + confusion[1][1]) / items.length,
    kappa: kappa === null ? null : { kappa: kappa.kappa, interval: intervalOf(kappa) },
    ac1: gwetAc1(confusion) ?? 0,
    alpha: alphaOf(items),
    sensitivity,
    specificity,
    informedness,
    probabilities: probabilitiesOf(items),
    warnings: warningsOf(sensitivity, specificity, kappa?.kappa ?? null, informedness),
  };
}

/** The normal interval of Fleiss, Cohen and Everitt. */
function intervalOf({ kappa, se }: Kappa): Interval {
  const half = normalQuantile((1 + confidence) / 2) * se;
  return [kappa - half, Math.min(1, kappa + half)];
}

/** Share of the items of one kind, as people see it, on which the judge says the same. */
function rateOf(items: readonly JudgedItem[], kind: 0 | 1): ClusteredRate | null {
  const own = items.filter(({ human }) => asPass(human) === kind);
  return clusteredRate(
    own.map(({ judged, cluster }) => ({ value: asPass(judged) === kind ? 1 : 0, cluster })),
    confidence,
  );
}

function alphaOf(items: readonly JudgedItem[]): number | null {
  const scores = [items.map(({ human }) => human), items.map(({ judged }) => judged)];
  return krippendorffAlpha(scores, scores.flat().every(isExtreme) ? 'nominal' : 'interval');
}

function probabilitiesOf(items: readonly JudgedItem[]): JudgeAgreement['probabilities'] {
  if (items.every(({ judged }) => isExtreme(judged))) return null;
  const forecasts = items.map(({ judged, human }) => ({ probability: judged, outcome: asPass(human) === 1 }));
  const [brier, error] = [brierScore(forecasts), calibrationError(forecasts)];
  return brier === null || error === null ? null : { brier, calibrationError: error.error };
}

function warningsOf(
  sensitivity: ClusteredRate | null,
  specificity: ClusteredRate | null,
  kappa: number | null,
  informedness: number | null,
): readonly AgreementWarning[] {
  const warnings: readonly (readonly [boolean, AgreementWarning])[] = [
    [(sensitivity?.n ?? 0) < fewestOfAKind, 'few-right'],
    [(specificity?.n ?? 0) < fewestOfAKind, 'few-wrong'],
    [kappa !== null && kappa < lowKappa, 'kappa'],
    [informedness !== null && informedness < leastInformedness, 'uninformative'],
    [
      informedness !== null && informedness >= leastInformedness && informedness < lowInformedness,
      'informedness',
    ],
  ];
  return warnings.filter(([isSo]) => isSo).map(([, warning]) => warning);
}

function isExtreme(score: number): boolean {
  return score === 0 || score === 1;
}
